import type { Json } from "../kit/read";
import { parseQuickReplies } from "./quick-replies";
import type { Content } from "./types";

export function parseQuiz(data: Json, base: string): Partial<Content> {
  return { quiz: data.for_whom === "myself" ? "myself" : "someone", ...parseQuickReplies(data, base) };
}
