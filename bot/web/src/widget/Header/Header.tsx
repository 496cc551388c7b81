import { fill } from "../../kit/fill";
import * as words from "../../locales/en";
import { savedIds } from "../../state/state";
import { Icon } from "../icons";
import { Menu } from "../Menu/Menu";
import { transcript } from "../transcript";
import type { Ui } from "../ui";

export function Header(ui: Ui) {
  const { state, controller, options, copy, close } = ui;
  const count = savedIds(state).length;
  return (
    <header>
      <span class="mark">
        <Icon name="gift" />
      </span>
      <div class="heading">
        <h2>{options.title}</h2>
        <p>{options.storeName}</p>
      </div>
      <button
        type="button"
        class="tool"
        aria-label={fill(words.wishlistOpen, { n: count })}
        aria-haspopup="dialog"
        onClick={() => controller.show("wishlist")}
      >
        <Icon name="heart" filled={count > 0} />
        {count > 0 && (
          <b key={count} class="badge">
            {count}
          </b>
        )}
      </button>
      <Menu
        {...ui}
        id="main"
        label={words.menu}
        items={[
          [words.restart, () => controller.show("restart")],
          [words.transcript, () => copy(transcript(state.messages))],
          [words.help, () => controller.show("help")],
        ]}
      />
      <button type="button" class="tool" aria-label={words.close} onClick={close}>
        <Icon name="close" />
      </button>
    </header>
  );
}
