import { fill } from "../../kit/fill";
import * as words from "../../locales/en";
import { unread } from "../../state/state";
import { Icon } from "../icons";
import type { Ui } from "../ui";

/** A pill with a word until the widget was opened once, a circle after. */
export function Launcher({ state, open, close }: Ui) {
  const count = unread(state);
  const name = state.open ? words.close : words.open;
  return (
    <button
      type="button"
      class="launcher"
      aria-expanded={state.open}
      aria-label={count ? `${name}, ${fill(words.unread, { n: count })}` : name}
      onClick={state.open ? close : open}
    >
      <Icon name={state.open ? "close" : "gift"} />
      {!state.seen && <span>{words.open}</span>}
      {count > 0 && <b class="badge">{count}</b>}
    </button>
  );
}
