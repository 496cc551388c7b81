// How parts of the console are mounted: a top-level section (sections.ts), or a tab beside a conversation (panels.ts).
import type { ComponentType } from "preact";
import type { Json } from "../kit/read";
import type { Member, Role, Talk } from "./api";

/**
 * A call of the staff's API ("/agent/..."), for parts that show no error of their own: where it fails the console
 * says why above the conversation (and signs out at 401), and the answer is null. Parts that want the reason use
 * `call` of api.ts, which throws CallError.
 */
export type Guarded = (method: string, path: string, body?: unknown) => Promise<Json | null>;

export interface SectionProps {
  member: Member;
  call: Guarded;
  /** What stands behind the section's name in the address, "" at first; `go` changes it (the browser's back works). */
  path: string;
  go: (path: string) => void;
  /** Grows with each of the server's events and each reconnection: a reason to read anew. */
  changed: number;
  /** Opens a conversation in the section "Conversations", which merchants do not have. */
  openTalk: (conversationId: string) => void;
}

export interface Section {
  id: string;
  label: string;
  show: ComponentType<SectionProps>;
  /** Who has it; agents alone where nothing is said. */
  roles?: readonly Role[];
  /** A number beside the label, 0 for none; asked for at the start and when something has changed. */
  badge?: (call: Guarded) => Promise<number>;
}

export interface PanelProps {
  /** The conversation beside which the panel stands: id, status, lease (null: not held by me), brief, messages ... */
  talk: Talk;
  member: Member;
  call: Guarded;
  /** Puts text into the reply box at the caret (the agent still reads and sends it); does nothing without a lease. */
  insert: (text: string) => void;
  /** Sends product cards as the agent; false where that failed. */
  sendProducts: (ids: string[]) => Promise<boolean>;
  /** Reads the conversation anew (it also comes by itself with each of the server's events). */
  reload: () => void;
  /** Opens another tab of the panel, "search" for instance. */
  openPanel: (id: string) => void;
}

export interface Panel {
  id: string;
  label: string;
  /** The key that opens it, one letter that no other shortcut has (see shortcuts.ts). */
  shortcut: string;
  show: ComponentType<PanelProps>;
  /** A number beside the label, 0 for none. */
  badge?: (talk: Talk) => number;
}
