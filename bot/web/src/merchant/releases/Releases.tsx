import { useCallback, useEffect, useState } from "preact/hooks";
import { CallError, call } from "../../agent/api";
import { words as common } from "../words";
import { Decide } from "./Decide";
import { Difference } from "./Difference";
import { useCheck } from "./follow";
import { moment, plural } from "./format";
import { Ranker } from "./Ranker";
import { type Releases as All, type Details, parseDetails, parseReleases, type Release } from "./read";
import { ORIGINS, STATES, words } from "./words";

/** The releases as a timeline, newest first; each opens to its difference and what can be done with it. */
export function Releases() {
  const [all, setAll] = useState<All | null>(null);
  const [open, setOpen] = useState("");
  const [details, setDetails] = useState<Details | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const [error, setError] = useState("");

  const read = useCallback(async (id: string) => {
    setAll(parseReleases(await call("GET", "/merchant/releases")));
    if (id) setDetails(parseDetails(await call("GET", `/merchant/releases/${encodeURIComponent(id)}`)));
  }, []);
  useEffect(() => {
    read("").catch(() => setError(common.failed));
  }, [read]);

  async function guarded(work: () => Promise<unknown>, done = "") {
    setBusy(true);
    setError("");
    setSaid("");
    try {
      await work();
      setSaid(done);
    } catch (problem) {
      setError(problem instanceof CallError && problem.message ? problem.message : words.failed);
    }
    await read(open).catch(() => setError(common.failed));
    setBusy(false);
  }
  function toggle(id: string) {
    const next = id === open ? "" : id;
    setOpen(next);
    setDetails(null);
    setSaid("");
    setError("");
    if (next) read(next).catch(() => setError(common.failed));
  }
  const path = `/merchant/releases/${encodeURIComponent(open)}`;
  const progress = useCheck(open, open !== "" && all?.checking === open, (ended) => {
    if (ended.state === "failed") setError(ended.error || words.failed);
    void read(open).catch(() => setError(common.failed));
  });

  return (
    <div class="stack releases">
      <div class="row">
        <h2>{words.title}</h2>
        {all?.previous && (
          <Rollback
            to={all.previous}
            busy={busy}
            onSure={() => guarded(() => call("POST", "/merchant/releases/rollback"), words.serves)}
          />
        )}
      </div>
      <p class="note">{words.about}</p>
      <Ranker />
      <p class="error" role="alert">
        {error}
      </p>
      <p class="done" role="status">
        {said}
      </p>
      {!all && !error && <p role="status">{common.loading}</p>}
      {all?.releases.length === 0 && <p class="muted">{words.none}</p>}
      <ol class="list timeline">
        {all?.releases.map((release) => (
          <li key={release.id} class={release.id === all.active ? "now" : ""}>
            <Line release={release} open={release.id === open} toggle={() => toggle(release.id)} />
            {release.id === open && (
              <section
                class="stack opened"
                id={`release-${release.id}`}
                aria-label={`Release of ${moment(release.createdAt)}`}
              >
                {details?.id === open ? (
                  <>
                    <Verdict release={details} serves={details.id === all.active} />
                    <Decide
                      release={details}
                      progress={progress}
                      busy={busy || all.checking === open}
                      onCheck={() => guarded(() => call("POST", `${path}/check`))}
                      onActivate={(reason) =>
                        guarded(() => call("POST", `${path}/activate`, { reason }), words.serves)
                      }
                    />
                    {details.report && <Difference report={details.report} />}
                  </>
                ) : (
                  !error && <p role="status">{common.loading}</p>
                )}
              </section>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

function Line({ release, open, toggle }: { release: Release; open: boolean; toggle: () => void }) {
  const [state, tone] = STATES[release.state] ?? [release.state, ""];
  const facts = [
    release.products === null ? "its catalog is gone" : plural(release.products, "product"),
    release.source,
    `by ${ORIGINS[release.origin] ?? release.origin}`,
  ].filter(Boolean);
  return (
    <button
      type="button"
      class="entry"
      aria-expanded={open}
      aria-controls={open ? `release-${release.id}` : undefined}
      onClick={toggle}
    >
      <b>
        {moment(release.createdAt)} <span class={`pill ${tone}`}>{state}</span>{" "}
        {release.override && <span class="pill amber">with a reason</span>}
      </b>
      <small>{facts.join(" · ")}</small>
      {release.check && (
        <small>
          {plural(release.check.lost, "request")} lost all results,{" "}
          {plural(release.check.vanished, "product")} vanished
        </small>
      )}
    </button>
  );
}

function Verdict({ release, serves }: { release: Details; serves: boolean }) {
  const report = release.report;
  return (
    <div class="verdict">
      {report && !report.passed && (
        <div class="held">
          <h3>{words.held}</h3>
          <ul>
            {report.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      {report?.passed && <p class="good">{words.passed}</p>}
      {!report && !serves && <p>{words.notChecked}</p>}
      {report?.kind === "quick" && <p class="note">{words.quick}</p>}
      {report?.notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      {release.override && (
        <p>
          {release.override.actor} let it serve on {moment(release.override.at)}: “{release.override.reason}”
        </p>
      )}
      <p class="note">
        Release {release.id}, dialogue model {release.model}
        {report && `, checked ${moment(report.at)} in ${report.seconds} s`}
      </p>
    </div>
  );
}

function Rollback({ to, busy, onSure }: { to: string; busy: boolean; onSure: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button type="button" class="quiet" disabled={busy} onClick={() => setAsked(true)}>
        {words.rollback}
      </button>
    );
  return (
    <div class="row sure">
      <span>Back to release {to}?</span>
      <button
        type="button"
        class="primary"
        disabled={busy}
        onClick={() => {
          setAsked(false);
          onSure();
        }}
      >
        {words.rollbackSure}
      </button>
      <button type="button" class="quiet" onClick={() => setAsked(false)}>
        {words.cancel}
      </button>
    </div>
  );
}
