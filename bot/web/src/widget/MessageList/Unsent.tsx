import * as words from "../../locales/en";
import type { Pending } from "../../state/state";
import { Bubble } from "../Bubble/Bubble";
import type { Ui } from "../ui";

/** An own message on its way, or one that did not get through. */
export function Unsent({ pending, controller }: Ui & { pending: Pending }) {
  const { failure, at, text } = pending;
  return (
    <li class="turn" data-role="shopper" data-failed={!!failure}>
      <Bubble speaker="shopper" at={at} text={text} />
      {failure && (
        <div class="unsent" role="alert">
          {failure === "refused" ? words.refused : words.failed}
          <button type="button" onClick={() => void controller.deliver(pending)}>
            {words.retry}
          </button>
          <button type="button" onClick={() => controller.discard(pending)}>
            {words.discard}
          </button>
        </div>
      )}
    </li>
  );
}
