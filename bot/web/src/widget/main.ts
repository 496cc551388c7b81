import { GiftFinder } from "./element";

const TAG = "gift-finder";

declare global {
  interface Window {
    Giftfinder?: { open(): void; close(): void };
  }
}

/** Runs once a page, however often the script stands in it. */
function main(): void {
  if (customElements.get(TAG)) return;
  const script = document.currentScript as HTMLScriptElement | null;
  if (script?.src) GiftFinder.base = new URL(script.src).origin;
  customElements.define(TAG, GiftFinder);
  const find = () => document.querySelector<GiftFinder>(TAG);
  const place = () => {
    if (find()) return;
    const widget = document.createElement(TAG);
    Object.assign(widget.dataset, script?.dataset);
    document.body.append(widget);
  };
  window.Giftfinder = { open: () => find()?.open(), close: () => find()?.close() };
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place);
}

main();
