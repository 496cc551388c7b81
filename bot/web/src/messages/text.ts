import { type Json, text } from "../kit/read";
import type { Content } from "./types";

export function parseText(data: Json): Content {
  return { type: "text", text: text(data.text) };
}
