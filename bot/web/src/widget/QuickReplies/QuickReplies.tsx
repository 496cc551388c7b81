import { words } from "../../locales/words";
import type { QuickReply } from "../../messages/types";
import { rove } from "../focus";
import type { Ui } from "../ui";

/** Answers to tap. Tab reaches each, arrow keys move among them. */
export function QuickReplies({
  options,
  controller,
  docked,
}: {
  options: QuickReply[];
  controller: Ui["controller"];
  /** They follow gifts: in sight above the message box wherever the list stands. */
  docked: boolean;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="replies" data-docked={docked} role="group" aria-label={words.repliesLabel} onKeyDown={rove}>
      {options.map(({ title, payload, image, text }) => (
        <button key={title} type="button" onClick={() => controller.send(text ?? title, payload)}>
          {image && <img src={image} alt="" />}
          {title}
        </button>
      ))}
    </div>
  );
}
