import { type Json, list, record, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Content } from "./types";

export function parseQuickReplies(data: Json, base: string): Partial<Content> {
  const options = list(data.options).flatMap((raw) => {
    const option = record(raw);
    const title = text(option.title);
    return title ? { title, payload: text(option.payload), image: safeUrl(option.image, base) } : [];
  });
  return { options };
}
