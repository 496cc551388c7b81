/** A number in its unit; "–" where it was not measured. */
export function amount(value: number | null, unit: string, currency = "USD"): string {
  if (value === null) return "–";
  if (unit === "share") return `${(100 * value).toLocaleString(undefined, { maximumFractionDigits: 1 })}%`;
  if (unit === "money") return value.toLocaleString(undefined, { style: "currency", currency });
  return value.toLocaleString(undefined, { maximumFractionDigits: 1 });
}

/** How a number changed: "+12", "−3.5%", "" where it did not or can't be said. */
export function change(before: number | null, after: number | null, unit: string): string {
  if (before === null || after === null || before === after) return "";
  const sign = after > before ? "+" : "−";
  const size = Math.abs(after - before);
  if (unit === "share")
    return `${sign}${(100 * size).toLocaleString(undefined, { maximumFractionDigits: 1 })} points`;
  return `${sign}${size.toLocaleString(undefined, { maximumFractionDigits: unit === "money" ? 2 : 1 })}`;
}

/** Whether a change is for the better: "good", "bad", or "" where it is neither. */
export function verdict(before: number | null, after: number | null, better: string): "good" | "bad" | "" {
  if (before === null || after === null || before === after || !better) return "";
  return after > before === (better === "up") ? "good" : "bad";
}

export function moment(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime())
    ? at
    : date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

export const plural = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;
