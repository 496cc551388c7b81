import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import { Tool } from "../Tool";
import type { Ui } from "../ui";

/** What to do next, while a gift waits for another to be compared with. */
export function Comparing({ state, controller }: Ui) {
  const { comparing } = state;
  return (
    <div role="status">
      {comparing && (
        <div class="comparing">
          <p>{fill(words.comparePick, { title: comparing.title })}</p>
          <Tool icon="close" label={words.cancel} onClick={() => controller.compare(null)} />
        </div>
      )}
    </div>
  );
}
