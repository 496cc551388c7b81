import { useEffect, useRef } from "preact/hooks";

/** Keys, as `event.key` names them, and what they do; what does nothing now is null or false. */
export type Keys = Record<string, (() => void) | null | false | undefined>;

// Where letters are written; in a checkbox they are not.
const FIELDS =
  "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=textbox]";

/** Whether a key press is meant for a shortcut: nobody writes, no dialog is open, no other key is held. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return false;
  const target = event.target as Element | null;
  if (target?.closest?.(FIELDS)) return false;
  return document.querySelector("dialog[open]") === null;
}

/** Listens while the component is there. Escape leaves a field. */
export function useShortcuts(keys: Keys): void {
  // What was drawn last counts at once, not only when its effects have run.
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const field = (event.target as Element | null)?.closest?.<HTMLElement>(FIELDS);
      if (field && event.key === "Escape" && !event.defaultPrevented) field.blur();
      if (event.defaultPrevented || !isShortcut(event)) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
}
