import { words } from "../../locales/words";
import { rove } from "../focus";
import type { Ui } from "../ui";

/** Whom gifts are looked for, where there is more than one: a tap goes on with another. */
export function People({ state, controller }: Ui) {
  const { recipients } = state;
  if (recipients.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="people" role="group" aria-label={words.people} onKeyDown={rove}>
      {recipients.map(({ id, label, current }) => (
        <button
          key={id}
          type="button"
          aria-current={current || undefined}
          onClick={() => !current && controller.switchTo(id, label)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
