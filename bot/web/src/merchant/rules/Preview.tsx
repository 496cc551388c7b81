import { useState } from "preact/hooks";
import { call } from "../../agent/api";
import { type Json, list, number, record, text, texts } from "../../kit/read";
import { words } from "../words";
import { lines, names, type Rule, ruleBody } from "./read";

/** Any brief, with the rules and without them. */
export function Preview({ draft }: { draft: Rule | null }) {
  const [found, setFound] = useState<Json | null>(null);
  const [error, setError] = useState("");

  async function look(event: Event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const value = (name: string) => String(form.get(name) ?? "").trim();
    const brief = {
      relationship: value("relationship") || null,
      age: value("age") ? { min: Number(value("age")), max: null } : null,
      interests: names(value("interests")),
      occasion: value("occasion") || null,
      budget: value("budget") ? { max: Number(value("budget")), currency: "USD" } : null,
    };
    const asked: Json = { brief, on: value("on") || null };
    if (draft) Object.assign(asked, { draft: ruleBody(draft), draft_for: draft.id });
    try {
      setFound(await call("POST", "/merchant/preview", asked));
      setError("");
    } catch {
      setError(words.failed);
    }
  }
  const field = (name: string, label: string, type = "text") => (
    <label class="field">
      {label}
      <input name={name} type={type} min="0" />
    </label>
  );
  return (
    <section class="figure stack" aria-label="Preview">
      <h2>{draft ? `Preview with “${draft.name || "the new rule"}”` : "Preview"}</h2>
      <form class="stack" onSubmit={look}>
        <div class="grid">
          {field("interests", "Interests")}
          {field("relationship", "Recipient")}
          {field("age", "Age", "number")}
          {field("budget", "Budget up to", "number")}
          {field("occasion", "Occasion")}
          {field("on", "On the day", "date")}
        </div>
        <div class="row">
          <button type="submit" class="primary">
            Show both answers
          </button>
        </div>
      </form>
      <p class="error" role="alert">
        {error}
      </p>
      {found && (
        <div class="both">
          <Answer title={`With the rules (${number(found.total_with)} fit)`} value={found.with_rules} moved />
          <Answer
            title={`Without them (${number(found.total_without)} fit)`}
            value={found.without_rules}
            gone={texts(found.excluded)}
          />
          <p class="note">
            {list(found.acting).length
              ? `Rules at work: ${list(found.acting)
                  .map((rule) => text(record(rule).name))
                  .join(", ")}.`
              : "No rule is at work for this brief."}
          </p>
        </div>
      )}
    </section>
  );
}

function Answer({
  title,
  value,
  moved = false,
  gone = [],
}: {
  title: string;
  value: unknown;
  moved?: boolean;
  gone?: string[];
}) {
  const found = lines(value);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {found.length === 0 && <p class="muted">No gift fits.</p>}
      <ol class="ranked">
        {found.map((line, place) => (
          <li key={line.id}>
            {line.title} {line.pinned && <span class="pill good">pinned</span>}
            {moved && !line.pinned && line.before === null && <span class="pill good">new</span>}
            {moved && line.before !== null && line.before !== place + 1 && (
              <span class="pill">
                {line.before > place + 1 ? `up from ${line.before}` : `down from ${line.before}`}
              </span>
            )}
            {gone.includes(line.id) && <span class="pill bad">excluded</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
