import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import * as words from "../../locales/en";
import type { Card } from "../../messages/types";
import { Picture } from "../Cards/Picture";
import { Price } from "../Cards/Price";
import { Icon } from "../icons";
import { Skeleton } from "../MessageList/MessageList";
import { Sheet } from "../Sheet/Sheet";
import { Tool } from "../Tool";
import type { Ui } from "../ui";
import { ShareBox } from "./ShareBox";
import { totalOf } from "./total";

function Item({ card, controller }: Ui & { card: Card }) {
  const { id, title, image, url } = card;
  return (
    <li class="item">
      <Picture src={image} />
      <div class="about">
        <a href={url ?? undefined} target="_blank" rel="noopener">
          {title}
        </a>
        <Price card={card} />
      </div>
      <Tool
        icon="trash"
        label={fill(words.remove, { title })}
        onClick={() => void controller.wishlist.toggle(id)}
      />
    </li>
  );
}

/** What stands in the drawer instead of gifts. */
function Empty({ state, controller }: Ui) {
  if (state.wishlistFailed)
    return (
      <div class="empty">
        <p>{words.wishlistError}</p>
        <button type="button" class="primary" onClick={() => void controller.wishlist.load()}>
          {words.retry}
        </button>
      </div>
    );
  if (!state.wishlist) return <Skeleton />;
  return (
    <div class="empty">
      <Icon name="heart" />
      <h3>{words.wishlistEmpty}</h3>
      <p>{words.wishlistEmptyText}</p>
    </div>
  );
}

export function WishlistDrawer(ui: Ui) {
  const items = ui.state.wishlist?.items ?? [];
  const total = totalOf(items);
  return (
    <Sheet title={words.wishlist} controller={ui.controller}>
      {items.length ? (
        <ul class="wishlist">
          {items.map((card) => (
            <Item key={card.id} {...ui} card={card} />
          ))}
        </ul>
      ) : (
        <div class="wishlist">
          <Empty {...ui} />
        </div>
      )}
      {items.length > 0 && (
        <footer>
          {total && (
            <p class="total">
              {words.total}
              <strong>{formatMoney(total)}</strong>
            </p>
          )}
          <ShareBox {...ui} />
        </footer>
      )}
    </Sheet>
  );
}
