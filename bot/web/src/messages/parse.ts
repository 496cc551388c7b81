import { type Json, list, number, record, text } from "../kit/read";
import { parseCountdown } from "./countdown";
import { parsePolicy } from "./policy";
import { parseProductCards } from "./product-cards";
import { parseQuickReplies } from "./quick-replies";
import { parseQuiz } from "./quiz";
import type { Content, Message, Role } from "./types";
import { parseWishlist } from "./wishlist";

/** What a type has besides its text. A Map: a type named "constructor" is as unknown as any other. */
const PARSERS = new Map<string, (data: Json, base: string) => Partial<Content>>([
  ["quick_replies", parseQuickReplies],
  ["product_cards", parseProductCards],
  ["wishlist", parseWishlist],
  ["comparison", (advice) => ({ advice })],
  ["product_details", (advice) => ({ advice })],
  ["rating", (advice) => ({ advice })],
  ["later", (advice, base) => ({ ...parseQuickReplies(advice, base), advice })],
  ["policy", parsePolicy],
  ["countdown", parseCountdown],
  ["quiz", parseQuiz],
]);

/** The messages of the log among `values`; what has no `seq` is none. */
export function parseMessages(values: unknown, base: string): Message[] {
  return list(values).flatMap((value) => {
    const data = record(value);
    const seq = number(data.seq);
    if (seq === null) return [];
    return {
      seq,
      role: (text(data.role) || "bot") as Role,
      at: text(data.created_at),
      clientId: text(data.client_id),
      content: { text: text(data.text), ...PARSERS.get(text(data.type))?.(data, base) },
    };
  });
}
