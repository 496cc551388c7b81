import { type Json, list, record, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Content } from "./types";

export function parseQuickReplies(data: Json, base: string): Content {
  const options = list(data.options)
    .map((raw) => {
      const option = record(raw);
      const title = text(option.title);
      return { title, payload: text(option.payload) || title, image: safeUrl(option.image, base) };
    })
    .filter((option) => option.title);
  return { type: "quick_replies", text: text(data.text), options };
}
