import type { Money } from "../kit/money";
import { type Json, list, record, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Card } from "./types";

export function parseMoney(value: unknown): Money | null {
  const { amount, currency } = record(value);
  const written = typeof amount === "number" ? String(amount) : text(amount);
  return written ? { amount: written, currency: text(currency) } : null;
}

/** Null for a card that could not be shown: no id, no title or no price. */
export function parseCard(value: unknown, base: string): Card | null {
  const data: Json = record(value);
  const id = text(data.product_id);
  const title = text(data.title);
  const price = parseMoney(data.price);
  if (!id || !title || !price) return null;
  return {
    id,
    title,
    price,
    listPrice: parseMoney(data.list_price),
    image: safeUrl(data.image, base),
    url: safeUrl(data.url, base),
    reasons: list(data.reasons).map((raw) => {
      const reason = record(raw);
      return { text: text(reason.text), evidence: text(reason.evidence) };
    }),
    brand: text(data.brand),
    age: text(data.age),
    saved: data.saved === true,
  };
}

export function parseCards(value: unknown, base: string): Card[] {
  return list(value)
    .map((item) => parseCard(item, base))
    .filter((card) => card !== null);
}
