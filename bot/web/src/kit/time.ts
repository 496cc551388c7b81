import { locale } from "./locale";

/** "10:03 AM", or with the date; "" for what is no time. */
export function timeWords(at: string, dateStyle?: "long"): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? ""
    : date.toLocaleString(locale.tag, { timeStyle: "short", ...(dateStyle && { dateStyle }) });
}

/** "Fri, Dec 25" for an ISO date, which is a day everywhere and not a moment. */
export function dayWords(date: string): string {
  return new Date(`${date}T12:00:00Z`).toLocaleDateString(locale.tag, {
    weekday: "short",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
}
