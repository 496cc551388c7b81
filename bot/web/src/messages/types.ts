import type { Money } from "../kit/money";

export interface Reason {
  text: string;
  evidence: string;
}

export interface Card {
  id: string;
  title: string;
  price: Money;
  listPrice: Money | null;
  image: string | null;
  url: string | null;
  reasons: Reason[];
}

export interface QuickReply {
  title: string;
  payload: string;
  image: string | null;
}

/** What a message says. Each type adds its own part to the text; a type that we don't know is its text. */
export interface Content {
  text: string;
  /** quick_replies */
  options?: QuickReply[];
  /** product_cards */
  items?: Card[];
  total?: number;
  /** wishlist: the link where one was made */
  wishlist?: { shareUrl: string | null };
}

export type Role = "shopper" | "bot" | "agent" | "system";

/** A message of the log. */
export interface Message {
  seq: number;
  role: Role;
  at: string;
  clientId: string;
  content: Content;
}
