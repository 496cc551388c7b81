import { rove, takeFocus } from "../focus";
import type { IconName } from "../icons";
import { Tool } from "../Tool";
import type { Ui } from "../ui";

interface Props extends Ui {
  /** Tells this menu from the others: one is open at most. */
  id: string;
  icon?: IconName;
  label: string;
  items: (readonly [label: string, run: () => void])[];
}

/** A button with a list of actions; arrow keys move, Escape and a click elsewhere close it. */
export function Menu({ id, icon = "dots", label, items, state, controller }: Props) {
  const open = state.menu === id;
  const toggle = (menu: string | null) => controller.store.set({ menu });
  const onKeyDown = (event: KeyboardEvent) => {
    const menu = event.currentTarget as HTMLElement;
    if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      (menu.previousElementSibling as HTMLElement).focus();
      toggle(null);
    } else rove(event);
  };
  return (
    <>
      <Tool
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={(event) => {
          event.stopPropagation();
          toggle(open ? null : id);
        }}
      />
      {open && (
        <div ref={takeFocus} class="menu" role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
          {items.map(([text, run], index) => (
            <button
              key={text}
              data-focus={index ? undefined : true}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={run}
            >
              {text}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
