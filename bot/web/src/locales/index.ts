import { en } from "./en";

export type TextKey = keyof typeof en;

/** The text named `key`, its `{names}` filled in; `n` chooses between singular and plural where the text has both. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const [one = "", many = one] = en[key].split("|");
  const chosen = "n" in values && values.n !== 1 ? many : one;
  return chosen.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text that is a list: its items. */
export function items(key: TextKey): string[] {
  return en[key].split("|");
}
