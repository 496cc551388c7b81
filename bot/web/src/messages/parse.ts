import { type Json, list, number, record, text } from "../kit/read";
import { parseProductCards } from "./product-cards";
import { parseQuickReplies } from "./quick-replies";
import { parseText } from "./text";
import type { Content, Message, Role } from "./types";
import { parseWishlistMessage } from "./wishlist";

const PARSERS: Record<string, (data: Json, base: string) => Content> = {
  text: parseText,
  quick_replies: parseQuickReplies,
  product_cards: parseProductCards,
  wishlist: parseWishlistMessage,
};

const ROLES = ["shopper", "bot", "agent", "system"];

/** A message of the log, or null for what is none (no `seq`). An unknown type is read as its text. */
export function parseMessage(value: unknown, base: string): Message | null {
  const data = record(value);
  const seq = number(data.seq);
  if (seq === null) return null;
  const type = text(data.type);
  const parser = Object.hasOwn(PARSERS, type) ? PARSERS[type] : undefined;
  const role = text(data.role);
  return {
    seq,
    role: (ROLES.includes(role) ? role : "bot") as Role,
    at: text(data.created_at),
    clientId: text(data.client_id) || null,
    content: (parser ?? parseText)(data, base),
  };
}

export function parseMessages(value: unknown, base: string): Message[] {
  return list(value)
    .map((item) => parseMessage(item, base))
    .filter((message) => message !== null);
}
