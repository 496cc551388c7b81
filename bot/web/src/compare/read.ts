import { type Json, list, record, text, texts } from "../kit/read";
import { parseCards } from "../messages/card";
import type { Card } from "../messages/types";

export interface ComparisonRow {
  label: string;
  /** A value for each gift; "" where the shop's data does not say. */
  values: string[];
}

export interface ComparisonData {
  gifts: Card[];
  rows: ComparisonRow[];
  /** What is not said, gift by gift. */
  unknown: string[][];
}

export function readComparison(data: Json, base: string): ComparisonData {
  const gifts = parseCards(data.items, base);
  const rows = list(data.rows).flatMap((raw) => {
    const row = record(raw);
    const values = list(row.values).map(text);
    const label = text(row.label);
    return label && values.some(Boolean) ? { label, values } : [];
  });
  return { gifts, rows, unknown: gifts.map((_, at) => texts(list(data.unknown)[at])) };
}

export interface DetailsData {
  gift: Card | null;
  facts: [label: string, value: string][];
  usage: string;
  description: string;
}

export function readDetails(data: Json, base: string): DetailsData {
  const facts = list(data.facts).flatMap((raw): [string, string][] => {
    const fact = record(raw);
    const [label, value] = [text(fact.label), text(fact.value)];
    return label && value ? [[label, value]] : [];
  });
  const [gift = null] = parseCards([data.item], base);
  return { gift, facts, usage: text(data.usage), description: text(data.description) };
}
