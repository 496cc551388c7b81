import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import { BRIEF_FIELDS, type BriefField } from "../../state/brief";
import { Icon } from "../icons";
import { Part } from "../Part";
import type { ExtrasModule } from "../Sheet/SheetOver";
import { Tool } from "../Tool";
import type { Ui } from "../ui";
import { chips } from "./words";

/** What a shopper is offered to fill in while nothing is known yet. */
const FIRST: readonly BriefField[] = ["relationship", "age", "interests", "budget"];

/** The brief as chips: tap to change, x to drop, + to add. */
export function BriefBar(ui: Ui) {
  const { state, controller } = ui;
  const { brief, editing } = state;
  const known = chips(brief);
  const edit = (field: typeof editing) => () =>
    controller.store.set({ editing: editing === field ? null : field });
  const fieldButton = (field: BriefField) => (
    <button key={field} type="button" class="ghost" aria-expanded={editing === field} onClick={edit(field)}>
      <Icon name="plus" />
      {words[field]}
    </button>
  );
  return (
    <section
      class="brief"
      aria-label={words.brief}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !editing) return;
        event.stopPropagation();
        edit(editing)();
      }}
    >
      <div class="chips briefbar">
        {known.map(({ field, label, drop }) => (
          <span key={field + label} class="chip">
            <button
              type="button"
              aria-label={fill(words.change, { field: words[field], value: label })}
              aria-expanded={editing === field}
              onClick={edit(field)}
            >
              {label}
            </button>
            <Tool
              icon="close"
              class="drop"
              label={fill(words.remove, { title: label })}
              onClick={() => void controller.editBrief(drop)}
            />
          </span>
        ))}
        {known.length ? (
          <Tool
            icon="plus"
            class="ghost"
            label={words.add}
            aria-expanded={editing === "add"}
            onClick={edit("add")}
          />
        ) : (
          FIRST.map(fieldButton)
        )}
      </div>
      {editing === "add" && (
        <div class="editor chips">
          {BRIEF_FIELDS.filter((field) => !brief[field] || Array.isArray(brief[field])).map(fieldButton)}
        </div>
      )}
      {editing && editing !== "add" && (
        <Part<ExtrasModule> key={editing} name="extras" base={controller.api.base}>
          {({ Editor }) => <Editor {...ui} field={editing} />}
        </Part>
      )}
    </section>
  );
}
