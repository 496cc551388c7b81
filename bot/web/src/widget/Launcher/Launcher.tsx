import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import { unread } from "../../state/state";
import { Icon } from "../icons";
import { Tool } from "../Tool";
import type { Ui } from "../ui";

/** A pill with a word at first sight, a circle after; beside it the merchant's hello, where there is one. */
export function Launcher({ state, options, controller, open }: Ui) {
  const count = unread(state);
  const name = words.open;
  return (
    <>
      {state.hello && !state.open && options.hello && (
        <section class="hello" aria-label={words.hello}>
          <button type="button" class="hellotext" onClick={open}>
            {options.hello.text}
          </button>
          <Tool icon="close" label={words.dismiss} onClick={() => controller.store.set({ hello: false })} />
        </section>
      )}
      <button
        type="button"
        class="launcher"
        aria-expanded={state.open}
        aria-label={count ? `${name}, ${fill(words.unread, { n: count })}` : name}
        onClick={open}
      >
        <Icon name="gift" />
        <span class="word" data-short={state.seen || state.sighted}>
          {words.open}
        </span>
        {count > 0 && <b class="badge">{count}</b>}
      </button>
    </>
  );
}
