import type { Ui } from "../ui";

/** Says shortly what happened. */
export function Toast({ state }: Ui) {
  return (
    <div class="toast" role="status">
      {state.notice && <p>{state.notice}</p>}
    </div>
  );
}
