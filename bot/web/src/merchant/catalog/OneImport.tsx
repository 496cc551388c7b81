import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../agent/api";
import type { Json } from "../../kit/read";
import { State, told } from "./Catalog";
import { Mapping } from "./Mapping";
import { PreviewTables } from "./PreviewTables";
import { Going } from "./Progress";
import { Result } from "./Result";
import { type Import, type Overview, type Preview, parseImport, parsePreview, shownSize } from "./read";
import { follow } from "./send";
import { words } from "./words";

interface Props {
  first: Import;
  known: Overview;
  changed: () => Promise<void>;
  gone: () => void;
  failed: (error: string) => void;
}

const STEP: Record<string, number> = { fetching: 0, ready: 1, stopped: 1, running: 2, done: 3, failed: 3 };

/** One import, from its feed to what became of it. */
export function OneImport({ first, known, changed, gone, failed }: Props) {
  const [now, setNow] = useState(first);
  const [again, setAgain] = useState(false);
  const works = now.state === "fetching" || now.state === "running";
  const step = again ? 1 : (STEP[now.state] ?? 1);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (!works) return;
    return follow(
      `/merchant/imports/${now.id}/events`,
      "import",
      (data) => setNow(parseImport(data)),
      () => void changed(),
    );
  }, [works, now.id]);

  async function guarded(work: () => Promise<void>) {
    try {
      await work();
      failed("");
    } catch (failure) {
      failed(told(failure));
    }
  }
  const run = (chosen: Json) =>
    guarded(async () => {
      setNow(parseImport(await call("POST", `/merchant/imports/${now.id}/run`, chosen)));
      setAgain(false);
    });
  const stop = () =>
    guarded(async () => setNow(parseImport(await call("POST", `/merchant/imports/${now.id}/stop`))));
  const forget = () =>
    guarded(async () => {
      await call("DELETE", `/merchant/imports/${now.id}`);
      gone();
    });
  return (
    <section class="stack" aria-label={now.name}>
      <h3 ref={heading} tabIndex={-1}>
        {now.name} <State name={now.state} />
      </h3>
      <ol class="steps">
        {words.steps.map((name, place) => (
          <li
            key={name}
            aria-current={place === step ? "step" : undefined}
            data-done={place < step ? "" : undefined}
          >
            {name}
          </li>
        ))}
      </ol>
      {works && <Going progress={now.progress} stop={stop} />}
      {step === 3 && <Result of={now} />}
      {step === 1 && <Look of={now} known={known} run={run} changed={changed} failed={failed} />}
      <div class="row">
        {step === 3 && now.size > 0 && (
          <button type="button" class="quiet" onClick={() => setAgain(true)}>
            {words.again}
          </button>
        )}
        {!works && (
          <button type="button" class="tool danger" onClick={() => void forget()}>
            {words.forget}
          </button>
        )}
        <small>
          {shownSize(now.size)} · {now.actor}
        </small>
      </div>
    </section>
  );
}

interface LookProps {
  of: Import;
  known: Overview;
  run: (chosen: Json) => Promise<void>;
  changed: () => Promise<void>;
  failed: (error: string) => void;
}

/** The feed's first rows, and how it is to be read. */
function Look({ of, known, run, changed, failed }: LookProps) {
  const [chosen, setChosen] = useState<Json>({});
  const [seen, setSeen] = useState<Preview | null>(null);
  const [starting, setStarting] = useState(false);

  useEffect(() => {
    let late = false;
    setSeen(null);
    call("POST", `/merchant/imports/${of.id}/preview`, chosen).then(
      (data) => late || setSeen(parsePreview(data)),
      (failure) => late || failed(told(failure)),
    );
    return () => {
      late = true;
    };
  }, [chosen, of.id]);

  const mapped = Boolean(chosen.mapping);
  return (
    <>
      {of.error && <p class="error">{of.error}</p>}
      <label class="field kind">
        {words.kind}
        <select
          value={typeof chosen.format === "string" ? chosen.format : ""}
          onChange={(event) =>
            setChosen(event.currentTarget.value ? { format: event.currentTarget.value } : {})
          }
        >
          <option value="">
            {words.told}
            {seen?.formatName && !chosen.format ? `: ${seen.formatName}` : ""}
          </option>
          {known.formats
            .filter(({ slug }) => slug !== "mapped-csv")
            .map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          {mapped && <option value="mapped-csv">{words.mapping}</option>}
        </select>
      </label>
      {seen ? (
        <>
          {seen.problem && (
            <p class="error" role="alert">
              {words.cannot}: {seen.problem}
            </p>
          )}
          {seen.columns.length > 0 && (!seen.format || mapped) && (
            <Mapping
              seen={seen}
              known={known}
              first={chosen.mapping as Json | undefined}
              apply={(mapping) => setChosen({ format: "mapped-csv", mapping })}
              changed={changed}
              failed={failed}
            />
          )}
          <PreviewTables seen={seen} />
          {!seen.problem && (
            <div class="row">
              <button
                type="button"
                class="primary"
                disabled={starting}
                onClick={() => {
                  setStarting(true);
                  void run(chosen).then(() => setStarting(false));
                }}
              >
                {words.start}
              </button>
            </div>
          )}
        </>
      ) : (
        <p role="status">{words.looking}</p>
      )}
    </>
  );
}
