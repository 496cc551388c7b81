import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import { Icon } from "../icons";
import type { Ui } from "../ui";

/** The server refuses more; it counts code points, as we do. */
const LIMIT = 1000;
const WARN_BELOW = 100;

/** As high as its text; the style sheet says where that ends. */
function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  box.style.height = "auto";
  if (box.scrollHeight) box.style.height = `${box.scrollHeight}px`;
}

export function Composer({ state, controller }: Ui) {
  const { draft, status } = state;
  const left = LIMIT - [...draft.trim()].length;
  const ready = draft.trim() && left >= 0;
  const send = (event: Event) => {
    event.preventDefault();
    if (!ready) return;
    controller.send(draft);
    controller.store.set({ draft: "" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // 229: the key belongs to an input method that is still composing (Safari says so only this way).
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) send(event);
  };
  return (
    <form class="composer" onSubmit={send}>
      <div class="field">
        <textarea
          ref={(box) => grow(box)}
          rows={1}
          dir="auto"
          value={draft}
          disabled={status === "closed"}
          placeholder={words.placeholder}
          aria-label={words.messageLabel}
          aria-invalid={left < 0}
          enterkeyhint="send"
          onInput={(event) => controller.write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" class="send" aria-label={words.send} disabled={!ready}>
          <Icon name="send" />
        </button>
      </div>
      <p class="left" role="status" data-over={left < 0}>
        {left < WARN_BELOW && fill(left < 0 ? words.over : words.left, { n: Math.abs(left) })}
      </p>
    </form>
  );
}
