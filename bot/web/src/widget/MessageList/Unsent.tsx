import { words } from "../../locales/words";
import type { Pending } from "../../state/state";
import { Bubble } from "../Bubble/Bubble";
import type { Ui } from "../ui";

/** An own message on its way, or one that did not get through. */
export function Unsent({ pending, controller }: Ui & { pending: Pending }) {
  const { failure, text } = pending;
  return (
    <li class="turn" data-role="shopper" data-failed={!!failure}>
      <Bubble speaker="shopper" text={text} />
      {failure && (
        <div class="unsent" role="alert">
          {failure === "refused" ? words.refused : failure === "offline" ? words.unsentOffline : words.failed}
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
