import { useEffect, useState } from "preact/hooks";
import { call } from "../../agent/api";
import { type Json, list, number, record, text, texts } from "../../kit/read";
import { Table } from "../insight/charts";
import { words } from "../words";

/** A brief in a line ("niece, 8, dinosaurs, up to 40 USD"). */
export function briefLine(value: unknown): string {
  const brief = record(value);
  const [age, budget] = [record(brief.age), record(brief.budget)];
  const parts = [text(brief.relationship), number(age.min)?.toString() ?? "", ...texts(brief.interests)];
  if (number(budget.max) !== null) parts.push(`up to ${number(budget.max)} ${text(budget.currency)}`);
  parts.push(text(brief.occasion), ...texts(brief.exclude).map((name) => `no ${name}`));
  return parts.filter(Boolean).join(", ") || words.any;
}

/** Why something was shown: the newest receipts, of a product where one is named. */
export function Receipts() {
  const [product, setProduct] = useState("");
  const [rows, setRows] = useState<Json[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [open, setOpen] = useState<Json | null>(null);
  const [error, setError] = useState("");

  async function look(before: number | null = null) {
    const query = new URLSearchParams();
    if (product.trim()) query.set("product_id", product.trim());
    if (before !== null) query.set("before", String(before));
    try {
      const page = await call("GET", `/merchant/receipts?${query}`);
      const found = list(page.receipts).map(record);
      setRows(before === null || !rows ? found : [...rows, ...found]);
      setNext(number(page.next));
      setError("");
    } catch {
      setError(words.failed);
    }
  }
  useEffect(() => void look(), []);

  async function show(id: unknown) {
    setOpen(await call("GET", `/merchant/receipts/${id}`).catch(() => null));
  }
  return (
    <div class="stack">
      <form
        class="row days"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <label class="field">
          Product id
          <input value={product} onInput={(event) => setProduct(event.currentTarget.value)} />
        </label>
        <button type="submit" class="primary">
          Show
        </button>
      </form>
      <p class="error" role="alert">
        {error}
      </p>
      {open && <Receipt receipt={open} close={() => setOpen(null)} />}
      {rows?.length === 0 && <p class="muted">Nothing was shown yet.</p>}
      <ul class="list">
        {rows?.map((row) => (
          <li key={String(row.id)}>
            <button type="button" class="entry" onClick={() => void show(row.id)}>
              <b>{briefLine(row.brief)}</b>
              <small>
                {new Date(text(row.at)).toLocaleString()} · {texts(row.shown).length} of {number(row.total)}{" "}
                shown · {text(row.release)}
              </small>
            </button>
          </li>
        ))}
      </ul>
      {next !== null && (
        <button type="button" class="quiet" onClick={() => void look(next)}>
          More
        </button>
      )}
    </div>
  );
}

function Receipt({ receipt, close }: { receipt: Json; close: () => void }) {
  const acted = list(receipt.rules).map((rule) => text(record(rule).name));
  return (
    <section class="figure" aria-label="Receipt">
      <div class="row">
        <h2>Why these were shown</h2>
        <button type="button" class="quiet" onClick={close}>
          Close
        </button>
      </div>
      <p>
        {briefLine(receipt.brief)}. Release {text(receipt.release)}.{" "}
        {text(receipt.ranker) ? `Learned ranker ${text(receipt.ranker)}. ` : ""}
        {acted.length ? `Rules at work: ${acted.join(", ")}.` : "No rule was at work."}
      </p>
      <Table
        label="What was weighed"
        columns={["Product", "Place", "Score", "Of it from rules", "Of it learned", "Serves"]}
        rows={list(receipt.candidates)
          .map(record)
          .map((one) => [
            text(one.title) || text(one.product_id),
            number(one.place) ?? "–",
            number(one.score) ?? "–",
            number(one.lift) ?? "–",
            number(one.learned) ?? "–",
            `${texts(one.matched).join(", ") || "–"}${one.pinned === true ? " (pinned)" : ""}`,
          ])}
      />
    </section>
  );
}
