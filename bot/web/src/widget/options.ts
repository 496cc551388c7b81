import { type Json, text } from "../kit/read";
import * as words from "../locales/en";

/** How the widget looks and greets: the page's attributes first, then the store's settings, then ours. */
export interface Options {
  accent: string;
  side: string;
  title: string;
  storeName: string;
  greeting: string;
  currency: string;
}

export function readOptions(data: DOMStringMap, config: Json): Options {
  return {
    accent: data.accent || text(config.accent),
    side: data.position === "left" ? "left" : "right",
    title: data.title || words.title,
    storeName: text(config.store_name),
    greeting: data.greeting || text(config.greeting) || words.greeting,
    currency: text(config.currency) || "USD",
  };
}
