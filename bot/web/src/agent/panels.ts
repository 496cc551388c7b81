import type { Panel } from "./mounting";
import { History } from "./panels/History";
import { Notes } from "./panels/Notes";
import { Policies } from "./panels/Policies";
import { Replies } from "./panels/Replies";
import { words } from "./words";

/** The tabs beside a conversation, in their order. A panel stands in its own folder. */
export const PANELS: Panel[] = [
  // brief/ (id "brief"), search/ (id "search") come first, decisions/ (id "decisions") last
  { id: "history", label: words.panelHistory, shortcut: "h", show: History },
  { id: "notes", label: words.panelNotes, shortcut: "n", show: Notes, badge: (talk) => talk.notes.length },
  { id: "policies", label: words.panelPolicies, shortcut: "y", show: Policies },
  { id: "replies", label: words.panelReplies, shortcut: "c", show: Replies },
];
