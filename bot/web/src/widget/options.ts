import { isRtl } from "../kit/locale";
import { type Json, record, text } from "../kit/read";
import { words } from "../locales/words";
import { readCountdown } from "../messages/countdown";
import type { Countdown } from "../messages/types";
import { type HelloRule, readHello } from "./hello";

/** How the widget looks and greets: the page's attributes first, then the store's settings, then ours. */
export interface Options {
  accent: string;
  side: string;
  title: string;
  /** Empty where it is not known, or is the title. */
  storeName: string;
  greeting: string;
  currency: string;
  /** The season's theme by its name; empty where there is none or the page wants none. */
  theme: string;
  /** What the greeting counts down to. */
  countdown: Countdown | null;
  hello: HelloRule | null;
}

function plain(name: string): string {
  return name.replace(/ /g, "").toLowerCase();
}

export function readOptions(data: DOMStringMap, config: Json, base = ""): Options {
  const title = data.title || words.title;
  const storeName = text(config.store_name);
  const plainLook = /\bnone\b/.test(data.theme ?? "");
  return {
    accent: data.accent || text(config.accent),
    side: data.position || (isRtl() ? "left" : "right"),
    title,
    storeName: plain(storeName) === plain(title) ? "" : storeName,
    greeting: data.greeting || text(config.greeting) || words.greeting,
    currency: text(config.currency) || "USD",
    theme: plainLook ? "" : text(config.theme),
    countdown: readCountdown(record(config.countdown), base),
    hello: readHello(config.hello),
  };
}

/** The language to speak: the page's wish, else the store's; the visitor's own region where the store names none. */
export function readLocale(data: DOMStringMap, config: Json, visitor: readonly string[]): string {
  const asked = data.locale || text(config.locale) || "en";
  return visitor.find((tag) => tag.startsWith(`${asked}-`)) ?? asked;
}
