import { type Json, number, text } from "../kit/read";
import { parseCards } from "./card";
import type { Content } from "./types";

export function parseProductCards(data: Json, base: string): Content {
  const items = parseCards(data.items, base);
  return { type: "product_cards", text: text(data.text), items, total: number(data.total) ?? items.length };
}
