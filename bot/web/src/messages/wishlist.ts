import { type Json, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Content } from "./types";

export function parseWishlistMessage(data: Json, base: string): Content {
  return { type: "wishlist", text: text(data.text), shareUrl: safeUrl(data.share_url, base) };
}
