import { fill } from "../../kit/fill";
import * as words from "../../locales/en";
import { Icon } from "../icons";
import { Menu } from "../Menu/Menu";
import { Tool } from "../Tool";
import { transcript } from "../transcript";
import type { Ui } from "../ui";

export function Header(ui: Ui) {
  const { state, controller, options, copy, close } = ui;
  const count = state.saved.length;
  const known = state.fits !== null;
  return (
    <header>
      <span class="mark">
        <Icon name="gift" />
      </span>
      <div class="heading">
        <h2>{options.title}</h2>
        <p role="status" class={known ? "fits" : ""}>
          {known ? fill(words.fits, { n: state.fits ?? 0 }) : options.storeName}
        </p>
      </div>
      <Tool
        icon="heart"
        label={fill(words.wishlistOpen, { n: count })}
        filled={count > 0}
        onClick={() => controller.show("wishlist")}
      >
        {count > 0 && (
          <b key={count} class="badge">
            {count}
          </b>
        )}
      </Tool>
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
      <Tool icon="close" label={words.close} onClick={close} />
    </header>
  );
}
