import type { Money } from "../kit/money";
import type { Json } from "../kit/read";

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
  /** What is sent where there is no payload, if not the title. */
  text?: string;
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
  /** comparison, product_details and rating as they came: the part that shows them reads them (src/compare, src/rating) */
  advice?: Json;
  policy?: Policy;
  countdown?: Countdown;
  /** quiz: an invitation to it */
  quiz?: ForWhom;
}

/** A passage of the shop's policies in its own words. */
export interface Policy {
  title: string;
  quote: string;
  url: string | null;
}

/** Days to an occasion; dates are ISO dates, "" where there is none. */
export interface Countdown {
  occasion: string;
  date: string;
  days: number;
  orderBy: string;
  daysToOrder: number | null;
  url: string | null;
}

/** Whose gifts the quiz looks for. */
export type ForWhom = "someone" | "myself";

export type Role = "shopper" | "bot" | "agent" | "system";

/** A message of the log. */
export interface Message {
  seq: number;
  role: Role;
  at: string;
  clientId: string;
  content: Content;
}
