import type { Json } from "../kit/read";
import type { Card, ForWhom, Message } from "../messages/types";
import { type Brief, type BriefField, parseBrief } from "./brief";

/**
 * "offline": the server was not reached, whoever's fault that is; sent again by itself when it can be.
 * "refused": the server will never take this message.
 */
export type Failure = "offline" | "refused" | "failed";

/** The shopper's own message until the log has it. */
export interface Pending {
  clientId: string;
  text: string;
  /** A quick reply's payload, sent instead of the text. */
  payload: string;
  at: string;
  failure: Failure | null;
}

export interface Wishlist {
  items: Card[];
  share: { url: string; token: string } | null;
}

export type Sheet = "wishlist" | "help" | "restart" | "erase";

/** Somebody that gifts are looked for in this conversation. */
export interface Recipient {
  id: number;
  label: string;
  current: boolean;
}

export type Verdict = "useful" | "not_for_us";

/** What the server knows of the conversation, and what is under way. */
export interface Talk {
  loading: boolean;
  /** Whether the event stream is up; true while there is none to keep up. */
  live: boolean;
  messages: Message[];
  /** Turns that the bot is working on. */
  turns: number;
  typing: boolean;
  brief: Brief;
  recipients: Recipient[];
  status: string;
  /** The place in the line of those who wait for a person, as the server tells it. */
  queue: Json | null;
  fits: number | null;
  /** Ids of saved products. */
  saved: string[];
  /** What the shopper says of products, by their ids. */
  feedback: Record<string, Verdict>;
  /** The gift that another is to be compared with. */
  comparing: Card | null;
  /** The open quiz. */
  quiz: ForWhom | null;
  wishlist: Wishlist | null;
  wishlistFailed: boolean;
  /** Messages up to here were seen. */
  readSeq: number;
}

export interface State extends Talk {
  open: boolean;
  /** Whether the shopper has ever opened the widget. */
  seen: boolean;
  /** Whether the shopper has had time to see the launcher: it is a circle from then on. */
  sighted: boolean;
  online: boolean;
  pending: Pending[];
  draft: string;
  sheet: Sheet | null;
  /** The open menu: "main", or a card's place. */
  menu: string | null;
  editing: BriefField | "add" | null;
  notice: string;
  /** Whether a message that nobody sees may be heard. */
  sound: boolean;
  /** Whether the merchant's hello stands beside the launcher. */
  hello: boolean;
}

export const NO_TALK: Talk = {
  loading: false,
  live: true,
  messages: [],
  turns: 0,
  typing: false,
  brief: parseBrief(null),
  recipients: [],
  status: "bot",
  queue: null,
  fits: null,
  saved: [],
  feedback: {},
  comparing: null,
  quiz: null,
  wishlist: null,
  wishlistFailed: false,
  readSeq: 0,
};

export const INITIAL: State = {
  ...NO_TALK,
  open: false,
  seen: false,
  sighted: false,
  online: true,
  pending: [],
  draft: "",
  sheet: null,
  menu: null,
  editing: null,
  notice: "",
  sound: false,
  hello: false,
};

/** Messages of others that came while the widget was closed. */
export function unread(state: State): number {
  if (state.open) return 0;
  return state.messages.filter((message) => message.seq > state.readSeq && message.role !== "shopper").length;
}
