import { formatMoney } from "../kit/money";
import { number, record, text } from "../kit/read";
import { dayWords } from "../kit/time";
import type { Talk } from "./api";
import { words } from "./words";

/** The same names stand in bot/workbench/placeholders.py, which refuses all others. */
export const PLACEHOLDERS = [
  "shopper",
  "agent",
  "recipient",
  "occasion",
  "budget",
  "product",
  "price",
  "order_by",
  "days_left",
  "store",
] as const;
type Values = Partial<Record<(typeof PLACEHOLDERS)[number], string>>;

/** What is known of a conversation for the placeholders; what is not known is left out. */
export function valuesOf(talk: Talk, agent: string, store: string): Values {
  const [product] = talk.products;
  const budget = record(talk.brief.budget);
  const highest = number(budget.max);
  const known: Record<string, string | null | undefined> = {
    shopper: words.shopperNamed,
    agent,
    recipient: text(talk.brief.relationship),
    occasion: talk.deadline?.title ?? text(talk.brief.occasion),
    budget:
      highest !== null
        ? formatMoney({ amount: `${highest}`, currency: text(budget.currency) }, undefined, "stripIfInteger")
        : "",
    product: product?.title,
    price: product && formatMoney(product.price),
    order_by: talk.deadline && dayWords(talk.deadline.orderBy),
    days_left: talk.deadline && `${talk.deadline.daysToOrder}`,
    store,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value)) as Values;
}

/** A canned text with what is known filled in; the rest stays, for the agent to fill in. */
export function filled(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name as keyof Values] ?? whole) : whole,
  );
}

/** The placeholders that are still in a text. */
export function open(text: string): string[] {
  const found = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return [...new Set(found)].filter((name) => (PLACEHOLDERS as readonly string[]).includes(name));
}
