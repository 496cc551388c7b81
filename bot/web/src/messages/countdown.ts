import { type Json, number, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Content, Countdown } from "./types";

const DATE = /^\d{4}-\d\d-\d\d$/;

/** A countdown out of a message or of the settings (which call the occasion's name its title); null for one that is over or unclear. */
export function readCountdown(data: Json, base: string): Countdown | null {
  const days = number(data.days);
  const date = text(data.date);
  if (days === null || days < 0 || !DATE.test(date)) return null;
  const orderBy = text(data.order_by);
  return {
    occasion: text(data.title) || text(data.occasion),
    date,
    days,
    orderBy: DATE.test(orderBy) ? orderBy : "",
    daysToOrder: number(data.days_to_order),
    url: safeUrl(data.url, base),
  };
}

export function parseCountdown(data: Json, base: string): Partial<Content> {
  const countdown = readCountdown(data, base);
  return countdown ? { countdown } : {};
}
