import { useEffect, useState } from "preact/hooks";
import { call, callList } from "../../agent/api";
import { ACTION_NAMES, words } from "../words";
import { Preview } from "./Preview";
import { RuleForm } from "./RuleForm";
import { EMPTY, parseRule, parseVocabulary, type Rule, ruleLine, type Vocabulary } from "./read";
import { Synonyms } from "./Synonyms";

/** The merchant's rules, in the order they act; each change is in force from the next answer on. */
export function Rules() {
  const [rules, setRules] = useState<Rule[] | null>(null);
  const [known, setKnown] = useState<Vocabulary>({});
  const [edited, setEdited] = useState<Rule | null>(null);
  const [draft, setDraft] = useState<Rule | null>(null);
  const [error, setError] = useState("");

  async function guarded(work: () => Promise<unknown>) {
    try {
      await work();
      setRules((await callList("/merchant/rules")).map(parseRule));
      setError("");
    } catch {
      setError(words.failed);
    }
  }
  useEffect(() => {
    void guarded(async () => {});
    void call("GET", "/merchant/vocabulary").then(
      (data) => setKnown(parseVocabulary(data)),
      () => undefined,
    );
  }, []);

  function close() {
    setEdited(null);
    setDraft(null);
  }
  function earlier(place: number) {
    const ids = (rules ?? []).map(({ id }) => id);
    ids.splice(place - 1, 2, ids[place] ?? null, ids[place - 1] ?? null);
    void guarded(() => call("PUT", "/merchant/rules/order", { ids }));
  }
  return (
    <div class="stack">
      <div class="row">
        <h2>Rules</h2>
        <button type="button" class="primary" onClick={() => setEdited(EMPTY)}>
          New rule
        </button>
      </div>
      <p class="error" role="alert">
        {error}
      </p>
      {rules?.length === 0 && !edited && <p class="muted">No rules yet: gifts stand as they fit.</p>}
      <ol class="list">
        {rules?.map((rule, place) => (
          <li key={rule.id} class="entry">
            <b>
              {rule.name} <span class="pill">{ACTION_NAMES[rule.action]}</span>{" "}
              {!rule.active && <span class="pill amber">not in force</span>}
            </b>
            <small>
              {ruleLine(rule)} · {rule.named} products · {rule.editedBy}
            </small>
            <div class="row">
              <button
                type="button"
                class="tool"
                aria-label={`Edit ${rule.name}`}
                onClick={() => setEdited(rule)}
              >
                Edit
              </button>
              {place > 0 && (
                <button
                  type="button"
                  class="tool"
                  aria-label={`Move ${rule.name} up`}
                  onClick={() => earlier(place)}
                >
                  Move up
                </button>
              )}
              <button
                type="button"
                class="tool danger"
                aria-label={`Delete ${rule.name}`}
                onClick={() => void guarded(() => call("DELETE", `/merchant/rules/${rule.id}`))}
              >
                Delete
              </button>
            </div>
          </li>
        ))}
      </ol>
      {edited && (
        <RuleForm
          key={edited.id ?? "new"}
          rule={edited}
          known={known}
          onDraft={setDraft}
          onCancel={close}
          onDone={() => {
            close();
            void guarded(async () => {});
          }}
        />
      )}
      <Preview draft={draft} />
      <Synonyms />
    </div>
  );
}
