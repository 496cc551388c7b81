function activeIn(box: Element): Element | null {
  return (box.getRootNode() as ShadowRoot).activeElement;
}

/** Keeps Tab inside `box`. */
export function trapTab(event: KeyboardEvent, box: HTMLElement): void {
  if (event.key !== "Tab") return;
  const elements = [...box.querySelectorAll<HTMLElement>("a, button, input, textarea, [tabindex]")].filter(
    (element) =>
      element.matches(":enabled, a, [tabindex]") && element.tabIndex >= 0 && !element.closest("[inert]"),
  );
  const [first, last] = event.shiftKey ? [elements.at(-1), elements[0]] : [elements[0], elements.at(-1)];
  if (activeIn(box) !== last) return;
  event.preventDefault();
  first?.focus();
}

/** Arrow keys move among the buttons of the element that has this handler. */
export function rove(event: KeyboardEvent): void {
  const box = event.currentTarget as HTMLElement;
  const rtl = getComputedStyle(box).direction === "rtl";
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...box.querySelectorAll("button")];
  const at = buttons.indexOf(activeIn(box) as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

/** A `ref` that gives the focus to an element as it appears: to its first button where it can't take it itself. */
export function takeFocus(element: HTMLElement | null): void {
  (element?.tabIndex === -1 && element.role === "menu" ? element.querySelector("button") : element)?.focus();
}
