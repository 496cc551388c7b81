import * as words from "../../locales/en";
import type { Ui } from "../ui";

const STATUSES: Record<string, string> = {
  waiting: words.waiting,
  agent: words.agent,
  closed: words.closed,
};

/** One line about the state of things, where there is something to say. */
export function Banner({ state }: Ui) {
  const trouble = !state.online ? words.offline : !state.live ? words.reconnecting : "";
  const text = trouble || STATUSES[state.status];
  return (
    <div class="banner" role="status" data-warn={!!trouble}>
      {text && <p>{text}</p>}
    </div>
  );
}
