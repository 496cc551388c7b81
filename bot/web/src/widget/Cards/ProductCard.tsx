import { fill } from "../../kit/fill";
import * as words from "../../locales/en";
import type { Card } from "../../messages/types";
import { Menu } from "../Menu/Menu";
import { Tool } from "../Tool";
import type { Ui } from "../ui";
import { Picture } from "./Picture";
import { Price } from "./Price";
import { Reason } from "./Reason";

interface Props extends Ui {
  card: Card;
  /** Where the card stands: the same product may be shown twice. */
  place: string;
}

export function ProductCard({ card, place, ...ui }: Props) {
  const { state, controller, copy } = ui;
  const { id, title, url } = card;
  const [reason] = card.reasons;
  const saved = state.saved.includes(id);
  const say = (text: string) => () => controller.send(fill(text, { title }));
  return (
    <li class="card">
      <Picture src={card.image} />
      <Tool
        icon="heart"
        class="save"
        label={fill(words.save, { title })}
        filled={saved}
        aria-pressed={saved}
        onClick={() => void controller.wishlist.toggle(id)}
      />
      <div class="facts">
        <p class="name" title={title}>
          {title}
        </p>
        <Price card={card} />
        {reason && reason.evidence !== title && <Reason reason={reason} />}
      </div>
      <div class="acts">
        {url && (
          <a
            class="primary"
            href={url}
            target="_blank"
            rel="noopener"
            aria-label={fill(words.viewTitle, { title })}
          >
            {words.view}
          </a>
        )}
        <Menu
          {...ui}
          id={place}
          label={fill(words.more, { title })}
          items={[
            [words.likeThis, say(words.sayLikeThis)],
            [words.notForUs, say(words.sayNotForUs)],
            [words.copyLink, () => copy(url ?? title)],
          ]}
        />
      </div>
    </li>
  );
}
