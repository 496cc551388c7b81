export function isPhone(): boolean {
  return innerWidth < 640;
}

/** Tells the element what the on-screen keyboard leaves of the screen; CSS has no unit for that. */
export function fitViewport(host: HTMLElement): void {
  const view = visualViewport;
  if (!view) return;
  host.style.setProperty("--gf-height", `${view.height}px`);
  host.style.setProperty("--gf-top", `${view.offsetTop}px`);
}

const MARK = "giftfinder";

/** The phone's back button closes what is open: an entry in the history stands for the open widget. */
export function armBackButton(): void {
  if (!history.state?.[MARK]) history.pushState({ ...history.state, [MARK]: true }, "");
}

export function disarmBackButton(): void {
  if (history.state?.[MARK]) history.back();
}

/** Whether going back has left the entry of the open widget. */
export function wentBack(): boolean {
  return !history.state?.[MARK];
}
