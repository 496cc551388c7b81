import { type Json, text } from "../kit/read";
import * as words from "../locales/en";

/** How the widget looks and greets: the page's attributes first, then the store's settings, then ours. */
export interface Options {
  accent: string;
  side: string;
  title: string;
  /** Empty where it is not known, or is the title. */
  storeName: string;
  greeting: string;
  currency: string;
}

function plain(name: string): string {
  return name.replace(/ /g, "").toLowerCase();
}

export function readOptions(data: DOMStringMap, config: Json): Options {
  const title = data.title || words.title;
  const storeName = text(config.store_name);
  return {
    accent: data.accent || text(config.accent),
    side: data.position === "left" ? "left" : "right",
    title,
    storeName: plain(storeName) === plain(title) ? "" : storeName,
    greeting: data.greeting || text(config.greeting) || words.greeting,
    currency: text(config.currency) || "USD",
  };
}
