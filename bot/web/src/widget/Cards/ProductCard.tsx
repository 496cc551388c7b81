import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import type { Card } from "../../messages/types";
import { Menu } from "../Menu/Menu";
import { Tool } from "../Tool";
import type { Ui } from "../ui";
import { Picture } from "./Picture";
import { Price } from "./Price";
import { Reason } from "./Reason";
import { Verdict } from "./Verdict";

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
  const { comparing } = state;
  const other = comparing && comparing.id !== id ? comparing : null;
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
        {other ? (
          <button type="button" class="primary" onClick={() => controller.compare(card)}>
            {words.compareThis}
          </button>
        ) : (
          <a
            class="primary"
            href={url ?? undefined}
            target="_blank"
            rel="noopener"
            aria-label={fill(words.viewTitle, { title })}
          >
            {words.view}
          </a>
        )}
        <Verdict {...ui} card={card} place={place} />
        <Menu
          {...ui}
          id={place}
          label={fill(words.more, { title })}
          items={[
            [words.why, say(words.said.why)],
            [words.tellMore, say(words.said.tellMore)],
            [
              other ? fill(words.compareWith, { title: other.title }) : words.compare,
              () => controller.compare(card),
            ],
            [words.likeThis, say(words.said.likeThis)],
            [words.copyLink, () => copy(url ?? title)],
          ]}
        />
      </div>
    </li>
  );
}
