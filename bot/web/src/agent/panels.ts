import { Brief } from "./brief/Brief";
import { words as briefWords } from "./brief/words";
import { Decisions } from "./decisions/Decisions";
import { words as decisionWords } from "./decisions/words";
import type { Panel } from "./mounting";
import { History } from "./panels/History";
import { Notes } from "./panels/Notes";
import { Policies } from "./panels/Policies";
import { Replies } from "./panels/Replies";
import { Search } from "./search/Search";
import { words as searchWords } from "./search/words";
import { words } from "./words";

/** The tabs beside a conversation, in their order. A panel stands in its own folder. */
export const PANELS: Panel[] = [
  { id: "brief", label: briefWords.panel, shortcut: "i", show: Brief },
  { id: "search", label: searchWords.panel, shortcut: "f", show: Search },
  { id: "history", label: words.panelHistory, shortcut: "h", show: History },
  { id: "notes", label: words.panelNotes, shortcut: "n", show: Notes, badge: (talk) => talk.notes.length },
  { id: "policies", label: words.panelPolicies, shortcut: "y", show: Policies },
  { id: "replies", label: words.panelReplies, shortcut: "c", show: Replies },
  { id: "decisions", label: decisionWords.panel, shortcut: "d", show: Decisions },
];
