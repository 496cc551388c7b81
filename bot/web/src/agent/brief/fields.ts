import { type Json, number, record, text, texts } from "../../kit/read";
import { range } from "../words-of-brief";

/** The brief as the fields show it. */
export interface Fields {
  relationship: string;
  age: string;
  interests: string[];
  exclude: string[];
  low: string;
  high: string;
  currency: string;
  occasion: string;
}

export function fieldsOf(brief: Json, currency: string): Fields {
  const budget = record(brief.budget);
  return {
    relationship: text(brief.relationship),
    age: range(record(brief.age)).replace("–", "-"),
    interests: texts(brief.interests),
    exclude: texts(brief.exclude),
    low: number(budget.min)?.toString() ?? "",
    high: number(budget.max)?.toString() ?? "",
    currency: text(budget.currency) || currency,
    occasion: text(brief.occasion),
  };
}

/** The fields after a change from elsewhere: `now`, but what was written here since `before` stays as it is. */
export function merged(before: Fields, mine: Fields, now: Fields): Fields {
  const written = Object.entries(mine).filter(([name, value]) => {
    return typeof value === "string" && value !== before[name as keyof Fields];
  });
  return { ...now, ...Object.fromEntries(written) };
}

/** "60", "6-10", "8+" as the API takes it, null for an empty field, undefined for what is no age. */
export function ageOf(value: string): { min: number; max: number | null } | null | undefined {
  const said = value.replace(/\s/g, "");
  if (!said) return null;
  const match = /^(\d{1,3})(?:(\+)|[-–](\d{1,3}))?$/.exec(said);
  if (!match) return undefined;
  const min = Number(match[1]);
  return { min, max: match[2] ? null : Number(match[3] ?? match[1]) };
}

/** An amount as a number, null for an empty field, undefined for what is none. */
export function amountOf(value: string): number | null | undefined {
  const said = value.trim().replace(",", ".");
  if (!said) return null;
  return /^\d+(\.\d{1,2})?$/.test(said) ? Number(said) : undefined;
}
