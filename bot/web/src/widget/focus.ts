/** Arrow keys move among the buttons of the element that has this handler. */
export function rove(event: KeyboardEvent): void {
  const box = event.currentTarget as HTMLElement;
  const rtl = getComputedStyle(box).direction === "rtl";
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const buttons = [...box.querySelectorAll("button")];
  const at = buttons.indexOf((event.target as Element).closest("button") as HTMLButtonElement);
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

/** The Tab key goes round in the element that has this handler. */
export function keepFocus(event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  event.preventDefault();
  const box = event.currentTarget as HTMLElement;
  const stops = [...box.querySelectorAll<HTMLElement>("a[href],button,input")];
  const at = stops.indexOf(event.target as HTMLElement);
  stops.at(event.shiftKey ? Math.max(at, 0) - 1 : (at + 1) % stops.length)?.focus();
}

/** A `ref` for what has just appeared: gives the focus to its `data-focus` element. The outermost new element must have it. */
export function takeFocus(element: Element | null): void {
  element?.querySelector<HTMLElement>("[data-focus]")?.focus();
}
