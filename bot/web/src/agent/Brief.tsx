import { fill } from "../kit/fill";
import { type Json, number, record, text, texts } from "../kit/read";
import { words } from "./words";

const FIELDS = ["relationship", "age", "interests", "exclude", "budget", "occasion"] as const;

function shown(field: (typeof FIELDS)[number], brief: Json): string {
  if (field === "interests" || field === "exclude") return texts(brief[field]).join(", ");
  if (field === "age") return range(record(brief.age), "");
  if (field === "budget") {
    const budget = record(brief.budget);
    return range(budget, text(budget.currency));
  }
  return text(brief[field]);
}

function range(value: Json, unit: string): string {
  const low = number(value.min);
  const high = number(value.max);
  if (low === null && high === null) return "";
  const numbers = low === high ? `${low}` : `${low ?? "…"}–${high ?? "…"}`;
  return unit ? `${numbers} ${unit}` : numbers;
}

/** The brief in one line, "" where nothing is known. */
export function briefWords(brief: Json): string {
  return (["relationship", "age", "interests"] as const)
    .map((field) => shown(field, brief))
    .filter(Boolean)
    .join(" · ");
}

export function Brief({ brief, count }: { brief: Json; count: number }) {
  return (
    <aside class="context" aria-label={words.wish}>
      <h2>{words.brief}</h2>
      <dl>
        {FIELDS.map((field) => (
          <div key={field}>
            <dt>{words[field]}</dt>
            <dd class={shown(field, brief) ? "" : "unknown"}>{shown(field, brief) || words.unknown}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{fill(words.history, { n: count })}</p>
    </aside>
  );
}
