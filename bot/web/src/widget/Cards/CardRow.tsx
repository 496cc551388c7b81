import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import type { Message } from "../../messages/types";
import { Tool } from "../Tool";
import type { Ui } from "../ui";
import { ProductCard } from "./ProductCard";

/** Moves the row by nearly its width. */
function scroll(event: Event, direction: 1 | -1): void {
  const row = (event.currentTarget as Element).closest(".row")?.querySelector("ul");
  if (!row) return;
  const rtl = getComputedStyle(row).direction === "rtl" ? -1 : 1;
  row.scrollBy({ left: direction * rtl * row.clientWidth * 0.9, behavior: "smooth" });
}

/** Cards in a row that is swiped, scrolled, or moved by the two buttons that a mouse gets. */
export function CardRow({ message, ...ui }: Ui & { message: Message }) {
  const { items = [], total = 0 } = message.content;
  return (
    <div class="row">
      <div class="rowhead">
        <p>{message.role !== "agent" && fill(words.shown, { shown: items.length, n: total })}</p>
        {items.length > 2 && (
          <div class="arrows">
            <Tool icon="previous" label={words.previous} onClick={(event) => scroll(event, -1)} />
            <Tool icon="next" label={words.next} onClick={(event) => scroll(event, 1)} />
          </div>
        )}
      </div>
      <ul class="cards" aria-label={words.gifts}>
        {items.map((card) => (
          <ProductCard key={card.id} {...ui} card={card} place={`${message.seq} ${card.id}`} />
        ))}
      </ul>
    </div>
  );
}
