import { safeUrl } from "../../kit/safe-url";

export interface TextPart {
  at: number;
  text: string;
  href: string | null;
}

/** Cuts a text at its http(s) addresses; a full stop or bracket after an address stays text. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'’]/g)) {
    const href = safeUrl(match[0], "");
    if (!href) continue;
    if (match.index > at) parts.push({ at, text: text.slice(at, match.index), href: null });
    parts.push({ at: match.index, text: match[0], href });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), href: null });
  return parts;
}
