import * as words from "../../locales/en";
import type { QuickReply } from "../../messages/types";
import { rove } from "../focus";
import type { Ui } from "../ui";

/** Answers to tap. Tab reaches each, arrow keys move among them. */
export function QuickReplies({
  options,
  controller,
}: {
  options: QuickReply[];
  controller: Ui["controller"];
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="replies" role="group" aria-label={words.repliesLabel} onKeyDown={rove}>
      {options.map(({ title, payload, image }) => (
        <button key={title} type="button" onClick={() => controller.send(title, payload)}>
          {image && <img src={image} alt="" />}
          {title}
        </button>
      ))}
    </div>
  );
}
