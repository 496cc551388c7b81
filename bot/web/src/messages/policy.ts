import { type Json, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Content } from "./types";

export function parsePolicy(data: Json, base: string): Partial<Content> {
  const policy = {
    title: text(data.title),
    quote: text(data.readable) || text(data.quote),
    url: safeUrl(data.url, base),
  };
  if (!policy.quote) return {};
  // The text alone is a full answer and ends in the quote, which is not said twice.
  const all = text(data.text);
  return { text: all.endsWith(policy.quote) ? all.slice(0, -policy.quote.length).trim() : all, policy };
}
