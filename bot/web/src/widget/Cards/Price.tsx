import { formatMoney } from "../../kit/money";
import { words } from "../../locales/words";
import type { Card } from "../../messages/types";

export function Price({ card }: { card: Card }) {
  return (
    <p class="price">
      <strong>{formatMoney(card.price)}</strong>
      {card.listPrice && (
        <>
          <span class="hidden"> {words.was} </span>
          <s>{formatMoney(card.listPrice)}</s>
        </>
      )}
    </p>
  );
}
