import { fill } from "../kit/fill";
import { locale } from "../kit/locale";
import { type Json, number, text } from "../kit/read";
import { later } from "../locales/en";
import { words } from "../locales/words";

/** The day and hour at which the shop opens, in the shopper's own time; "" where it is not known. */
function opening(queue: Json): string {
  const at = new Date(text(queue.opens));
  return Number.isNaN(at.getTime())
    ? ""
    : at.toLocaleString(locale.tag, { weekday: "long", hour: "numeric", minute: "2-digit" });
}

/** A place in the line as a shopper reads it, with how long it will take where that is known; "" for no place. */
export function standing(queue: Json): string {
  const its = { ...later, ...words.sections.later };
  const position = number(queue.position);
  if (position === null) return "";
  const place = position <= 1 ? its.next : fill(its.place, { position });
  const seconds = number(queue.expected);
  const at = opening(queue);
  if (at) return `${place} · ${fill(its.opens, { at })}`;
  if (seconds === null) return place;
  const minutes = Math.ceil(seconds / 60);
  return `${place} · ${minutes > 0 ? fill(its.minutes, { n: minutes }) : its.longer}`;
}
