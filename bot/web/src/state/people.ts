import { list, number, record, text } from "../kit/read";
import type { Recipient, Verdict } from "./state";

export function parseRecipients(value: unknown): Recipient[] {
  return list(value).flatMap((raw) => {
    const { id, label, current } = record(raw);
    const known = number(id);
    return known === null || !text(label) ? [] : { id: known, label: text(label), current: current === true };
  });
}

/** Verdicts by product; what is none is left out. */
export function parseFeedback(value: unknown): Record<string, Verdict> {
  return Object.fromEntries(
    Object.entries(record(value)).filter(([, verdict]) => verdict === "useful" || verdict === "not_for_us"),
  ) as Record<string, Verdict>;
}
