import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import { type Json, number, record, text, texts } from "../../kit/read";
import { range } from "../words-of-brief";
import { words } from "./words";

/** What a part of a brief says, in a few words for its filter: "8", "dinosaurs +2", "up to $40". */
export function filterWords(part: string, brief: Json): string {
  if (part === "age") return range(record(brief.age));
  if (part === "budget") return budgetOf(record(brief.budget));
  const labels = texts(brief[part]);
  const first = labels[0] ?? text(brief[part]);
  return labels.length > 1 ? fill(words.andMore, { first, n: labels.length - 1 }) : first;
}

function budgetOf(budget: Json): string {
  const money = (amount: number) =>
    formatMoney({ amount: `${amount}`, currency: text(budget.currency) }, undefined, "stripIfInteger");
  const [low, high] = [number(budget.min), number(budget.max)];
  if (low !== null && high !== null) return `${money(low)}–${money(high)}`;
  if (high !== null) return fill(words.upTo, { amount: money(high) });
  return low === null ? words.anyPrice : fill(words.fromPrice, { amount: money(low) });
}
