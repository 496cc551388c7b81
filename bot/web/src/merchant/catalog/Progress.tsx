import { type Progress, progressLine } from "./read";
import { STAGES, words } from "./words";

/** How far a job is, in a bar and in words; only its stage is announced, not every number. */
export function Going({ progress, stop }: { progress: Progress | null; stop?: () => Promise<void> }) {
  const stage = progress ? (STAGES[progress.stage] ?? progress.stage) : "Starting";
  const share = progress?.total ? Math.min(progress.done / progress.total, 1) : undefined;
  return (
    <div class="figure going">
      <div class="row">
        <b role="status">{stage}</b>
        {stop && (
          <button type="button" class="quiet" onClick={() => void stop()}>
            {words.stop}
          </button>
        )}
      </div>
      <progress aria-label={stage} value={share} max={1} />
      <small>{progress ? progressLine(progress) : ""}</small>
    </div>
  );
}
