import { words } from "../../locales/words";
import type { Ui } from "../ui";

const STATUSES = ["waiting", "agent", "closed"] as const;

/** One line about the state of things, where there is something to say. */
export function Banner({ state }: Ui) {
  const trouble = !state.online ? words.offline : !state.live ? words.reconnecting : "";
  const status = STATUSES.find((name) => name === state.status);
  const text = trouble || (status && words[status]);
  return (
    <div class="banner" role="status" data-warn={!!trouble}>
      {text && <p>{text}</p>}
    </div>
  );
}
