import type { Brief, BriefField, Range } from "../../state/brief";

/** "6-9", "65+", "8", "up to 40": the numbers in it, and whether it has no end. A single number is the age itself, or the most to spend. */
export function readRange(text: string, field: "age" | "budget"): Range | null {
  const numbers = (text.match(/\d+(?:[.,]\d+)?/g) ?? []).map((part) => Number(part.replace(",", ".")));
  const [low = null, high = null] = numbers.slice(0, 2).sort((a, b) => a - b);
  if (low === null) return null;
  if (text.includes("+")) return { min: low, max: null };
  if (high !== null) return { min: low, max: high };
  return field === "age" ? { min: low, max: low } : { min: null, max: low };
}

/** Labels out of "dinosaurs, mud": trimmed, each once. */
export function readList(text: string): string[] {
  return [...new Set(text.split(",").map((part) => part.trim()))].filter(Boolean);
}

/** A field as text to edit; `readField` reads it back. */
export function writeField(brief: Brief, field: BriefField): string {
  const value = brief[field];
  if (!value) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.join(", ");
  if (value.max === null) return value.min === null ? "" : `${value.min}+`;
  return value.min === null || value.min === value.max ? `${value.max}` : `${value.min}-${value.max}`;
}

/** The change that the text of an edited field asks for; an empty text clears. */
export function readField(field: BriefField, text: string, currency: string): Partial<Brief> {
  if (field === "interests" || field === "exclude") return { [field]: readList(text) };
  if (field !== "age" && field !== "budget") return { [field]: text.trim() || null };
  const range = readRange(text, field);
  return { [field]: range && field === "budget" ? { ...range, currency } : range };
}
