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
  brand: string;
  age: string;
  saved: boolean;
}

export interface QuickReply {
  title: string;
  payload: string;
  image: string | null;
}

/** What a message says, by type. A type that we don't know is shown as text. */
export type Content =
  | { type: "text"; text: string }
  | { type: "quick_replies"; text: string; options: QuickReply[] }
  | { type: "product_cards"; text: string; items: Card[]; total: number }
  | { type: "wishlist"; text: string; shareUrl: string | null };

export type Role = "shopper" | "bot" | "agent" | "system";

/** A message of the log. */
export interface Message {
  seq: number;
  role: Role;
  at: string;
  clientId: string | null;
  content: Content;
}
