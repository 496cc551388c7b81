import type { Card, Message } from "../messages/types";
import { type Brief, EMPTY_BRIEF } from "./brief";

export type Failure = "offline" | "busy" | "long" | "server";

/** The shopper's own message until the log has it. */
export interface Pending {
  clientId: string;
  text: string;
  /** A quick reply's payload, sent instead of the text. */
  payload: string | null;
  at: string;
  failure: Failure | null;
}

export interface Wishlist {
  items: Card[];
  share: { url: string; token: string } | null;
}

export type Sheet = "wishlist" | "help" | "restart";

export interface State {
  open: boolean;
  /** Whether the shopper has ever opened the widget: the launcher is a pill until then. */
  seen: boolean;
  sheet: Sheet | null;
  loading: boolean;
  online: boolean;
  /** Whether the event stream is up; true while there is none to keep up. */
  live: boolean;
  messages: Message[];
  pending: Pending[];
  /** Turns that the bot is working on. */
  turns: number;
  typing: boolean;
  brief: Brief;
  status: string;
  fits: number | null;
  /** Ids of saved products; null until the server said, then cards speak for themselves. */
  saved: ReadonlySet<string> | null;
  wishlist: Wishlist | null;
  wishlistFailed: boolean;
  readSeq: number;
  notice: { text: string; count: number } | null;
}

export const INITIAL: State = {
  open: false,
  seen: false,
  sheet: null,
  loading: false,
  online: true,
  live: true,
  messages: [],
  pending: [],
  turns: 0,
  typing: false,
  brief: EMPTY_BRIEF,
  status: "bot",
  fits: null,
  saved: null,
  wishlist: null,
  wishlistFailed: false,
  readSeq: 0,
  notice: null,
};

export function lastSeq(state: State): number {
  return state.messages.at(-1)?.seq ?? 0;
}

/** Messages of others that came while the widget was closed. */
export function unread(state: State): number {
  if (state.open) return 0;
  return state.messages.filter((message) => message.seq > state.readSeq && message.role !== "shopper").length;
}

export function isSaved(state: State, card: Card): boolean {
  return state.saved ? state.saved.has(card.id) : card.saved;
}
