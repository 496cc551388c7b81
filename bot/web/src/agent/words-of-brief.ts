import { type Json, number, record, text, texts } from "../kit/read";

/** "8", "6–10", "8+", or "" for no age at all. */
export function range(value: Json): string {
  const low = number(value.min);
  const high = number(value.max);
  if (low === null && high === null) return "";
  if (high === null) return `${low}+`;
  return low === high ? `${low}` : `${low ?? "…"}–${high ?? "…"}`;
}

/** The brief in a few words for a line of the inbox, "" where nothing is known. */
export function briefWords(brief: Json): string {
  const parts = [text(brief.relationship), range(record(brief.age)), texts(brief.interests).join(", ")];
  return parts.filter(Boolean).join(" · ");
}
