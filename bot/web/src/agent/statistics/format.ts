import { locale } from "../../kit/locale";
import { dayWords } from "../../kit/time";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function inUnit(value: number, unit: string): string {
  const maximumFractionDigits = value < 10 && !Number.isInteger(value) ? 1 : 0;
  return new Intl.NumberFormat(locale.tag, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits,
  }).format(value);
}

/** "45 sec", "3.5 min", "2 hr", "1.5 days": as exact as one cares about; "–" for none. */
export function duration(seconds: number | null): string {
  if (seconds === null) return "–";
  if (seconds < 99.5) return inUnit(Math.round(seconds), "second");
  if (seconds < 99.5 * MINUTE) return inUnit(tenths(seconds / MINUTE), "minute");
  if (seconds < 48 * HOUR) return inUnit(tenths(seconds / HOUR), "hour");
  return inUnit(tenths(seconds / DAY), "day");
}

function tenths(value: number): number {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30]
  .flatMap((step) => [step, step * MINUTE])
  .concat([1, 2, 3, 6, 12].map((step) => step * HOUR));

/** Values for the lines of a scale that ends at or over `most`: 3 to 6 of them, at round places, 0 the first. */
export function scale(most: number, time = false): number[] {
  const wanted = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const round = [1, 2, 5, 10].map((step) => step * power).find((step) => step >= wanted) ?? wanted;
  const steps = TIME_STEPS.toSorted((a, b) => a - b);
  const days = DAY * Math.max(1, Math.ceil(wanted / DAY));
  const step = time ? (steps.find((one) => one >= wanted) ?? days) : Math.max(1, round);
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, at) => at * step);
}

/** An ISO date so many days before or after another. */
export function daysFrom(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** "Nov 23" */
export function shortDay(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString(locale.tag, {
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
}

export { dayWords as longDay };

/** A moment as the shop's clock shows it. */
export function moment(at: string, timeZone: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "";
  return date.toLocaleString(locale.tag, { dateStyle: "medium", timeStyle: "short", timeZone });
}
