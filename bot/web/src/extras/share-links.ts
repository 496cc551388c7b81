import { fill } from "../kit/fill";
import { own } from "./words";

/** Ways to send a link, each an address that the shopper's own apps understand; nothing is loaded from any of them. */
export function shareLinks(url: string): [name: string, href: string][] {
  const link = encodeURIComponent(url);
  const body = encodeURIComponent(fill(own().shareBody, { url }));
  const subject = encodeURIComponent(own().shareSubject);
  return [
    [own().shareEmail, `mailto:?subject=${subject}&body=${body}`],
    ["WhatsApp", `https://wa.me/?text=${body}`],
    ["X", `https://x.com/intent/post?text=${subject}&url=${link}`],
    ["Facebook", `https://www.facebook.com/sharer/sharer.php?u=${link}`],
  ];
}
