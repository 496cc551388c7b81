import { useId, useState } from "preact/hooks";
import { CallError, call } from "../../agent/api";
import { list, record, text } from "../../kit/read";
import { ACTION_NAMES, STRENGTHS, words } from "../words";
import { names, type Rule, ruleBody, type Vocabulary } from "./read";

interface Props {
  rule: Rule;
  known: Vocabulary;
  onDraft: (rule: Rule) => void;
  onDone: () => void;
  onCancel: () => void;
}

type Names = "products" | "brands" | "categories" | "relationships" | "occasions" | "interests";
const WHAT: [Names, string][] = [
  ["products", "Product ids"],
  ["brands", "Brands"],
  ["categories", "Categories"],
];
const WHOM: [Names, string][] = [
  ["relationships", "Recipients"],
  ["occasions", "Occasions"],
  ["interests", "Interests"],
];

/** The form of one rule, new or known. */
export function RuleForm({ rule: first, known, onDraft, onDone, onCancel }: Props) {
  const [rule, setRule] = useState(first);
  const [error, setError] = useState("");
  const change = (part: Partial<Rule>) => setRule({ ...rule, ...part });

  async function save(event: Event) {
    event.preventDefault();
    try {
      if (rule.id === null) await call("POST", "/merchant/rules", ruleBody(rule));
      else await call("PUT", `/merchant/rules/${rule.id}`, ruleBody(rule));
      onDone();
    } catch (problem) {
      const errors = problem instanceof CallError ? list(problem.problem.errors).map(record) : [];
      setError(errors.map((one) => text(one.reason)).join("; ") || words.failed);
    }
  }
  const number = (name: "ageMin" | "ageMax" | "budgetMin" | "budgetMax", label: string) => (
    <label class="field">
      {label}
      <input
        type="number"
        min="0"
        value={rule[name]}
        onInput={(event) => change({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  const day = (name: "starts" | "ends", label: string) => (
    <label class="field">
      {label}
      <input
        type="date"
        value={rule[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <form class="figure stack" aria-label="Rule" onSubmit={save}>
      <div class="grid">
        <label class="field">
          Name
          <input
            required
            maxLength={100}
            value={rule.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          What to do
          <select value={rule.action} onChange={(event) => change({ action: event.currentTarget.value })}>
            {Object.entries(ACTION_NAMES).map(([action, label]) => (
              <option key={action} value={action}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {(rule.action === "boost" || rule.action === "bury") && (
          <label class="field">
            How much
            <select
              value={String(rule.strength)}
              onChange={(event) => change({ strength: Number(event.currentTarget.value) })}
            >
              {STRENGTHS.map((label, place) => (
                <option key={label} value={place + 1}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <fieldset>
        <legend>With these products (at least one of the three)</legend>
        <div class="grid">
          {WHAT.map(([name, label]) => (
            <NamesField
              key={name}
              label={label}
              values={rule[name]}
              known={known[name]}
              set={(found) => change({ [name]: found })}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>Only for (nothing here: for everybody)</legend>
        <div class="grid">
          {WHOM.map(([name, label]) => (
            <NamesField
              key={name}
              label={label}
              values={rule[name]}
              known={known[name]}
              set={(found) => change({ [name]: found })}
            />
          ))}
          {number("ageMin", "Age from")}
          {number("ageMax", "Age to")}
          {number("budgetMin", "Budget from")}
          {number("budgetMax", "Budget to")}
        </div>
      </fieldset>
      <div class="grid">
        {day("starts", "First day")}
        {day("ends", "Last day")}
        <label class="check">
          <input
            type="checkbox"
            checked={rule.yearly}
            onChange={(event) => change({ yearly: event.currentTarget.checked })}
          />
          Every year
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={rule.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
          In force
        </label>
      </div>
      <p class="error" role="alert">
        {error}
      </p>
      <div class="row">
        <button type="submit" class="primary">
          Save
        </button>
        <button type="button" class="quiet" onClick={() => onDraft(rule)}>
          Preview
        </button>
        <button type="button" class="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}

interface NamesProps {
  label: string;
  values: string[];
  known: string[] | undefined;
  set: (values: string[]) => void;
}

/** Names, a comma apart; what the catalog knows is offered beneath. */
export function NamesField({ label, values, known, set }: NamesProps) {
  const id = useId();
  const [written, setWritten] = useState(values.join(", "));
  function take(next: string) {
    setWritten(next);
    set(names(next));
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} value={written} onInput={(event) => take(event.currentTarget.value)} />
      {known && known.length > 0 && (
        <select
          aria-label={`Add to ${label.toLowerCase()}`}
          value=""
          onChange={(event) => {
            const name = event.currentTarget.value;
            if (name) take([...names(written), name].join(", "));
            event.currentTarget.value = "";
          }}
        >
          <option value="">Add …</option>
          {known.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
