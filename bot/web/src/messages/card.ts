import type { Money } from "../kit/money";
import { list, record, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Card } from "./types";

function parseMoney(value: unknown): Money | null {
  const { amount, currency } = record(value);
  return amount ? { amount: String(amount), currency: text(currency) } : null;
}

/** The cards that can be shown: those with an id, a title and a price. */
export function parseCards(value: unknown, base: string): Card[] {
  return list(value).flatMap((raw) => {
    const data = record(raw);
    const id = text(data.product_id);
    const title = text(data.title);
    const price = parseMoney(data.price);
    if (!id || !title || !price) return [];
    const reasons = list(data.reasons).map((item) => {
      const reason = record(item);
      return { text: text(reason.text), evidence: text(reason.evidence) };
    });
    return {
      id,
      title,
      price,
      listPrice: parseMoney(data.list_price),
      image: safeUrl(data.image, base),
      url: safeUrl(data.url, base),
      reasons,
    };
  });
}
