import type { Json } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Content } from "./types";

export function parseWishlist(data: Json, base: string): Partial<Content> {
  return { wishlist: { shareUrl: safeUrl(data.share_url, base) } };
}
