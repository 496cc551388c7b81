import { useState } from "preact/hooks";
import type { Details, Progress } from "./read";
import { STAGES, words } from "./words";

interface Props {
  release: Details;
  progress: Progress | null;
  busy: boolean;
  onCheck: () => void;
  onActivate: (reason: string | null) => void;
}

/** What can be done with a release that does not serve: let it serve (held: with a reason), or check all of it. */
export function Decide({ release, progress, busy, onCheck, onActivate }: Props) {
  const [reason, setReason] = useState("");

  if (!release.mayActivate) return null;
  return (
    <div class="stack decide">
      {progress?.state === "running" && <Bar progress={progress} />}
      {release.needsReason ? (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            onActivate(reason.trim());
          }}
        >
          <label class="field">
            {words.reason}
            <textarea
              required
              minLength={3}
              maxLength={500}
              rows={2}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <div class="row">
            <button type="submit" class="quiet danger" disabled={busy || reason.trim().length < 3}>
              {words.activateAnyway}
            </button>
            <CheckButton release={release} busy={busy || progress !== null} onCheck={onCheck} />
          </div>
        </form>
      ) : (
        <div class="row">
          <button type="button" class="primary" disabled={busy} onClick={() => onActivate(null)}>
            {words.activate}
          </button>
          <CheckButton release={release} busy={busy || progress !== null} onCheck={onCheck} />
        </div>
      )}
      <p class="note">{words.checkNote}</p>
    </div>
  );
}

function CheckButton({ release, busy, onCheck }: { release: Details; busy: boolean; onCheck: () => void }) {
  return (
    <button type="button" class="quiet" disabled={busy} onClick={onCheck}>
      {release.report?.kind === "full" ? words.checkAgain : words.check}
    </button>
  );
}

function Bar({ progress }: { progress: Progress }) {
  const stage = STAGES[progress.stage] ?? "Starting";
  const share = progress.total ? Math.round((100 * progress.done) / progress.total) : null;
  return (
    <div class="progress" role="status">
      <p>
        {stage} …{" "}
        {progress.total ? `${progress.done.toLocaleString()} of ${progress.total.toLocaleString()}` : ""}
        {progress.secondsLeft ? `, about ${progress.secondsLeft} s left` : ""}
      </p>
      <progress aria-label={stage} max={100} value={share ?? undefined} />
    </div>
  );
}
