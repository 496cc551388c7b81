import { fill } from "../kit/fill";
import { formatMoney } from "../kit/money";
import { words } from "../locales/words";
import type { Card } from "../messages/types";
import { Picture } from "../widget/Cards/Picture";
import { Price } from "../widget/Cards/Price";
import { Icon } from "../widget/icons";
import { Skeleton } from "../widget/MessageList/Skeleton";
import { Tool } from "../widget/Tool";
import type { Ui } from "../widget/ui";
import { ShareBox } from "./ShareBox";
import { totalOf } from "./total";
import { own } from "./words";

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
        <p>{own().wishlistError}</p>
        <button type="button" class="primary" onClick={() => void controller.wishlist.load()}>
          {words.retry}
        </button>
      </div>
    );
  if (!state.wishlist) return <Skeleton />;
  return (
    <div class="empty">
      <Icon name="heart" />
      <h3>{own().wishlistEmpty}</h3>
      <p>{own().wishlistEmptyText}</p>
    </div>
  );
}

/** The saved gifts, their total, and the ways to share them. */
export function WishlistBody(ui: Ui) {
  const items = ui.state.wishlist?.items ?? [];
  const total = totalOf(items);
  return (
    <>
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
              {own().total}
              <strong>{formatMoney(total)}</strong>
            </p>
          )}
          <ShareBox {...ui} />
        </footer>
      )}
    </>
  );
}
