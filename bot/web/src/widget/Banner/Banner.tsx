import type { Json } from "../../kit/read";
import { words } from "../../locales/words";
import { loadPart } from "../lazy";
import type { Ui } from "../ui";

const STATUSES = ["waiting", "agent", "closed"] as const;

/** Says the place in the line and the expected time; there once the part is. */
let standing: ((queue: Json) => string) | undefined;

/** One line about the state of things, where there is something to say. */
export function Banner({ state, controller }: Ui) {
  const { queue } = state;
  if (queue && !standing)
    loadPart<{ standing: typeof standing }>(controller.api.base, "later").then(
      (part) => {
        standing = part.standing;
        controller.store.set({});
      },
      () => undefined,
    );
  const trouble = !state.online ? words.offline : !state.live ? words.reconnecting : "";
  const status = STATUSES.find((name) => name === state.status);
  const text = trouble || (status === "waiting" && queue && standing?.(queue)) || (status && words[status]);
  return (
    <div class="banner" role="status" data-warn={!!trouble}>
      {text && <p>{text}</p>}
    </div>
  );
}
