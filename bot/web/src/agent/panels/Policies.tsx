import { useEffect, useState } from "preact/hooks";
import { type Passage, readPassages } from "../api";
import type { PanelProps } from "../mounting";
import { words } from "../words";

const PAUSE = 200;

/** The shop's policies at hand: passages in the pages' own words, put into the reply by a press. */
export function Policies({ talk, insert }: PanelProps) {
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<Passage[] | null>(null);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () =>
        void readPassages(query).then(
          (passages) => current && setFound(passages),
          () => current && setFound([]),
        ),
      query ? PAUSE : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);
  const held = talk.lease !== null;
  return (
    <div class="stack">
      <input
        type="search"
        aria-label={words.policySearch}
        placeholder={words.policySearch}
        maxLength={200}
        value={query}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      {!held && <p class="muted">{words.takeFirst}</p>}
      <p class="empty" role="status">
        {found === null ? words.loading : found.length === 0 && words.policyNone}
      </p>
      <ul class="passages stack">
        {found?.map((passage) => (
          <li key={passage.url ?? passage.heading} class="stack">
            <h3>
              {passage.heading} <small>{passage.title}</small>
            </h3>
            <p>{passage.text}</p>
            <div class="row">
              {held && (
                <>
                  <button
                    type="button"
                    class="tool"
                    aria-label={`${words.insertText}: ${passage.heading}`}
                    onClick={() => insert(passage.text)}
                  >
                    {words.insertText}
                  </button>
                  {passage.url && (
                    <button
                      type="button"
                      class="tool"
                      aria-label={`${words.insertLink}: ${passage.heading}`}
                      onClick={() => insert(passage.url ?? "")}
                    >
                      {words.insertLink}
                    </button>
                  )}
                </>
              )}
              {passage.url && (
                <a
                  href={passage.url}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={`${words.openPage}: ${passage.heading}`}
                >
                  {words.openPage}
                </a>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
