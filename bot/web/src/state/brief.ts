import { number, record, text, texts } from "../kit/read";

export interface Range {
  min: number | null;
  max: number | null;
}

/** What is known of the recipient and the wish; the API's own form. */
export interface Brief {
  relationship: string | null;
  age: Range | null;
  interests: string[];
  exclude: string[];
  budget: (Range & { currency: string }) | null;
  occasion: string | null;
}

export type BriefField = keyof Brief;

/** The order in which chips stand. */
export const BRIEF_FIELDS: readonly BriefField[] = [
  "relationship",
  "age",
  "interests",
  "exclude",
  "budget",
  "occasion",
];

export function parseBrief(value: unknown): Brief {
  const data = record(value);
  const range = (raw: unknown) => {
    const { min, max } = record(raw);
    return raw ? { min: number(min), max: number(max) } : null;
  };
  const budget = range(data.budget);
  return {
    relationship: text(data.relationship) || null,
    age: range(data.age),
    interests: texts(data.interests),
    exclude: texts(data.exclude),
    budget: budget && { ...budget, currency: text(record(data.budget).currency) || "USD" },
    occasion: text(data.occasion) || null,
  };
}
