import { useEffect, useState } from "preact/hooks";
import { call, callList } from "../../agent/api";
import { number, record, texts } from "../../kit/read";
import { words } from "../words";
import { names } from "./read";

interface Group {
  id: number;
  terms: string[];
}

/** Words that mean the same in this shop. */
export function Synonyms() {
  const [groups, setGroups] = useState<Group[]>([]);
  const [written, setWritten] = useState("");
  const [error, setError] = useState("");

  async function guarded(work: () => Promise<unknown>) {
    try {
      await work();
      const found = (await callList("/merchant/synonyms")).map(record);
      setGroups(found.map((one) => ({ id: number(one.id) ?? 0, terms: texts(one.terms) })));
      setError("");
    } catch {
      setError(words.failed);
    }
  }
  useEffect(() => void guarded(async () => {}), []);

  return (
    <section class="figure stack" aria-label="Synonyms">
      <h2>Words that mean the same</h2>
      <ul class="list">
        {groups.map((group) => (
          <li key={group.id} class="row">
            <span>{group.terms.join(" = ")}</span>
            <button
              type="button"
              class="tool danger"
              aria-label={`Delete ${group.terms.join(", ")}`}
              onClick={() => void guarded(() => call("DELETE", `/merchant/synonyms/${group.id}`))}
            >
              Delete
            </button>
          </li>
        ))}
      </ul>
      <form
        class="row days"
        onSubmit={(event) => {
          event.preventDefault();
          void guarded(async () => {
            await call("POST", "/merchant/synonyms", { terms: names(written) });
            setWritten("");
          });
        }}
      >
        <label class="field">
          Words, a comma apart
          <input value={written} onInput={(event) => setWritten(event.currentTarget.value)} />
        </label>
        <button type="submit" class="primary" disabled={names(written).length < 2}>
          Add
        </button>
      </form>
      <p class="error" role="alert">
        {error}
      </p>
    </section>
  );
}
