import { useState } from "preact/hooks";
import { call } from "../../agent/api";
import type { Json } from "../../kit/read";
import { told } from "./Catalog";
import { draftOf, mappingOf, missing } from "./mapping";
import type { Overview, Preview } from "./read";
import { words } from "./words";

interface Props {
  seen: Preview;
  known: Overview;
  first: Json | undefined;
  apply: (mapping: Json) => void;
  changed: () => Promise<void>;
  failed: (error: string) => void;
}

// What most shops have; the others are there once something is said of them.
const USUAL = [
  "id",
  "title",
  "price",
  "link",
  "description",
  "image_link",
  "brand",
  "product_type",
  "sale_price",
  "availability",
  "stock",
  "material",
  "color",
  "gender",
  "age_group",
];

/** Which column is which field, for a table of a kind of its own. */
export function Mapping({ seen, known, first, apply, changed, failed }: Props) {
  const [draft, setDraft] = useState(() => draftOf(first ?? seen.draft ?? {}));
  const [name, setName] = useState("");
  const said = (field: string) => Boolean(draft.columns[field] || draft.fixed[field]);
  const fields = [...USUAL, ...known.fields.filter((field) => !USUAL.includes(field) && said(field))];
  const open = missing(draft, known.needed);
  const saved = Object.keys(known.mappings);

  function put(part: "columns" | "fixed", field: string, value: string) {
    setDraft({ ...draft, [part]: { ...draft[part], [field]: value } });
  }
  async function keep(work: () => Promise<unknown>) {
    try {
      await work();
      await changed();
      failed("");
    } catch (failure) {
      failed(told(failure));
    }
  }
  return (
    <form
      class="figure mapping"
      aria-label={words.mapping}
      onSubmit={(event) => {
        event.preventDefault();
        apply(mappingOf(draft));
      }}
    >
      <h3>{words.mapping}</h3>
      <p class="note">{words.mappingHelp}</p>
      {saved.length > 0 && (
        <label class="field kind">
          {words.saved}
          <select
            value={name}
            onChange={(event) => {
              const chosen = known.mappings[event.currentTarget.value];
              setName(event.currentTarget.value);
              if (chosen) setDraft(draftOf(chosen));
            }}
          >
            <option value="">{words.noSaved}</option>
            {saved.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
      )}
      <ul class="fields">
        {fields.map((field) => (
          <li key={field}>
            <b>
              {field}
              {known.needed.includes(field) && <span aria-hidden="true"> *</span>}
            </b>
            <select
              aria-label={`${words.column}: ${field}`}
              value={draft.columns[field] ?? ""}
              onChange={(event) => put("columns", field, event.currentTarget.value)}
            >
              <option value="" />
              {seen.columns.map((column) => (
                <option key={column}>{column}</option>
              ))}
            </select>
            <input
              aria-label={`${words.fixed}: ${field}`}
              placeholder={field === "link" ? "https://shop.example/{id}" : ""}
              value={draft.fixed[field] ?? ""}
              disabled={Boolean(draft.columns[field])}
              onInput={(event) => put("fixed", field, event.currentTarget.value)}
            />
          </li>
        ))}
      </ul>
      <div class="grid">
        <label class="field">
          {words.currency}
          <input
            value={draft.currency}
            maxLength={3}
            pattern="[A-Za-z]{3}"
            onInput={(event) => setDraft({ ...draft, currency: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          {words.decimal}
          <select
            value={draft.decimal}
            onChange={(event) => setDraft({ ...draft, decimal: event.currentTarget.value })}
          >
            <option value="">{words.told}</option>
            <option value=".">1,299.50</option>
            <option value=",">1.299,50</option>
          </select>
        </label>
        <label class="field">
          {words.saveAs}
          <input
            value={name}
            maxLength={60}
            pattern="[A-Za-z0-9_\-]+"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
      </div>
      {open.length > 0 && <p class="note">Not said yet: {open.join(", ")}.</p>}
      <div class="row">
        <button type="submit" class="primary" disabled={open.length > 0}>
          {words.applied}
        </button>
        <button
          type="button"
          class="quiet"
          disabled={!name || open.length > 0}
          onClick={() =>
            void keep(() =>
              call("PUT", `/merchant/mappings/${encodeURIComponent(name)}`, { mapping: mappingOf(draft) }),
            )
          }
        >
          {words.save}
        </button>
        {saved.includes(name) && (
          <button
            type="button"
            class="tool danger"
            onClick={() => void keep(() => call("DELETE", `/merchant/mappings/${encodeURIComponent(name)}`))}
          >
            {words.remove}
          </button>
        )}
      </div>
    </form>
  );
}
