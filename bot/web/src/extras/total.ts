import type { Money } from "../kit/money";
import type { Card } from "../messages/types";

/** The sum of the prices, counted in hundredths; null for an empty list or one in several currencies. */
export function totalOf(cards: Card[]): Money | null {
  const currency = cards[0]?.price.currency;
  if (!currency || cards.some((card) => card.price.currency !== currency)) return null;
  const hundredths = cards.reduce((sum, card) => sum + Math.round(Number(card.price.amount) * 100), 0);
  return { amount: (hundredths / 100).toFixed(2), currency };
}
