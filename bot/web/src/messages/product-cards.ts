import { type Json, number } from "../kit/read";
import { parseCards } from "./card";
import type { Content } from "./types";

export function parseProductCards(data: Json, base: string): Partial<Content> {
  const items = parseCards(data.items, base);
  return { items, total: number(data.total) ?? items.length };
}
