import { useEffect, useRef, useState } from "preact/hooks";
import { CallError, call } from "../../agent/api";
import { OneImport } from "./OneImport";
import { type Import, type Overview, parseImport, parseOverview, shownSize } from "./read";
import { sendFeed } from "./send";
import { Training } from "./Training";
import { STATES, words } from "./words";

/** Feeds brought, looked at and imported; and the training on what they brought. */
export function Catalog() {
  const [known, setKnown] = useState<Overview | null>(null);
  const [opened, setOpened] = useState("");
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [error, setError] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  async function read() {
    try {
      setKnown(parseOverview(await call("GET", "/merchant/imports")));
    } catch (failure) {
      setError(told(failure));
    }
  }
  useEffect(() => {
    void read();
  }, []);

  async function bring(work: () => Promise<Import>) {
    setError("");
    try {
      const made = await work();
      setOpened(made.id);
      await read();
    } catch (failure) {
      setError(told(failure));
    }
    setSending(null);
    if (file.current) file.current.value = "";
  }
  function send(chosen: File | undefined) {
    if (!chosen) return;
    if (known?.most && chosen.size > known.most) {
      setError(`A feed may have up to ${shownSize(known.most)}.`);
      return;
    }
    setSending({ name: chosen.name, share: 0 });
    void bring(async () =>
      parseImport(await sendFeed(chosen, (share) => setSending({ name: chosen.name, share }))),
    );
  }
  function back() {
    setOpened("");
    void read();
    heading.current?.focus();
  }
  const one = known?.imports.find(({ id }) => id === opened);
  return (
    <div class="stack catalog">
      <div class="row">
        <h2 ref={heading} tabIndex={-1}>
          {words.title}
        </h2>
        {opened && (
          <button type="button" class="quiet" onClick={back}>
            {words.back}
          </button>
        )}
      </div>
      <p class="error" role="alert">
        {error}
      </p>
      {one && known ? (
        <OneImport key={one.id} first={one} known={known} changed={read} gone={back} failed={setError} />
      ) : (
        <>
          <section class="figure" aria-label={words.bring}>
            <h3>{words.bring}</h3>
            <p class="note">{words.formats}</p>
            <div class="row">
              <label class="primary file" data-busy={sending ? "" : undefined}>
                {words.choose}
                <input
                  ref={file}
                  class="hidden"
                  type="file"
                  accept=".csv,.tsv,.txt,.xml,.json,.jsonl,.ndjson,.gz,.zip"
                  disabled={Boolean(sending)}
                  onChange={(event) => send(event.currentTarget.files?.[0])}
                />
              </label>
              {known?.address && (
                <button
                  type="button"
                  class="quiet"
                  onClick={() =>
                    void bring(async () => parseImport(await call("POST", "/merchant/imports/fetch")))
                  }
                >
                  {words.fetch}
                </button>
              )}
              {known?.address && <small class="address">{known.address}</small>}
            </div>
            {sending && (
              <div class="going" role="status">
                <label>
                  {words.sending} {sending.name}
                  <progress value={sending.share} max={1} />
                </label>
              </div>
            )}
          </section>
          <section class="stack" aria-label={words.history}>
            <h3>{words.history}</h3>
            {known?.imports.length === 0 && <p class="muted">{words.none}</p>}
            <ul class="list">
              {known?.imports.map((entry) => (
                <li key={entry.id}>
                  <button type="button" class="entry" onClick={() => setOpened(entry.id)}>
                    <b>
                      {entry.name} <State name={entry.state} />
                    </b>
                    <small>
                      {shownSize(entry.size)} · {new Date(entry.createdAt).toLocaleString()} · {entry.actor}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <Training />
        </>
      )}
    </div>
  );
}

export function State({ name }: { name: string }) {
  const state = STATES[name];
  return <span class={`pill ${state?.tone ?? ""}`}>{state?.label ?? name}</span>;
}

/** What went wrong, in the server's words where it said any. */
export function told(failure: unknown): string {
  if (failure instanceof CallError && failure.status === 409) return words.busy;
  if (failure instanceof CallError && failure.status && failure.message !== String(failure.status))
    return failure.message;
  return "That did not work. Please try again.";
}
