import { words } from "../locales/words";
import type { Brief, BriefField, Range } from "../state/brief";
import { chips } from "../widget/BriefBar/words";

/** "6-9 years", "65+", "8", "up to $1,000": the numbers in it. A single one is the age itself, or the most to spend. */
export function readRange(text: string, field: BriefField): Range | null {
  const numbers = text.replace(/[,.](?=\d{3}\b)/g, "").match(/\d+([.,]\d+)?/g) ?? [];
  const read = (part: string) =>
    field === "age" ? Number.parseInt(part, 10) : Number(part.replace(",", "."));
  const [low, high = low] = numbers.map(read).sort((a, b) => a - b);
  if (low === undefined || high === undefined) return null;
  if (text.includes("+")) return { min: low, max: null };
  return { min: numbers.length < 2 && field === "budget" ? null : low, max: high };
}

/** Labels out of "dinosaurs, mud": trimmed, each once. */
export function readList(text: string): string[] {
  return [...new Set(text.split(",").map((part) => part.trim()))].filter(Boolean);
}

/** A field as text to edit, in the words of its chip; `readField` reads it back. */
export function writeField(brief: Brief, field: BriefField): string {
  const value = brief[field];
  if (Array.isArray(value)) return value.join(", ");
  return chips({ ...brief, interests: [], exclude: [] }).find((chip) => chip.field === field)?.label ?? "";
}

/** The change that the text of an edited field asks for; an empty text clears. Null when it says nothing that can be read. */
export function readField(field: BriefField, text: string, currency: string): Partial<Brief> | null {
  if (field === "interests" || field === "exclude") return { [field]: readList(text) };
  if (field !== "age" && field !== "budget") return { [field]: text.trim() || null };
  const range = readRange(text, field);
  if (!range && text.trim() && text !== words.anyPrice) return null;
  return { [field]: range && field === "budget" ? { ...range, currency } : range };
}
