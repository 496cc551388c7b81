import { useEffect, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import type { SectionProps } from "../mounting";
import { moment } from "../statistics/format";
import { ANYTHING, detailWords, type LogPage, parsePage, queryOf, type Wanted } from "./api";
import { Filters } from "./Filters";
import { actionName, words } from "./words";

/** A conversation's id says enough with its beginning; the rest stands in the title and in the export. */
const SHORT = 8;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** The staff's log, a page at a time. */
export function Audit({ call }: SectionProps) {
  const [wanted, setWanted] = useState<Wanted>(ANYTHING);
  /** Where each page up to the shown one begins; null is the newest. */
  const [pages, setPages] = useState<(number | null)[]>([null]);
  const [found, setFound] = useState<LogPage | null>(null);
  const [busy, setBusy] = useState(true);
  const query = queryOf(wanted, pages.at(-1) ?? null);

  useEffect(() => {
    let current = true;
    setBusy(true);
    // Nobody asks for each letter of what is still being typed.
    const timer = setTimeout(async () => {
      const answer = await call("GET", `/merchant/audit${query}`);
      if (!current) return;
      setBusy(false);
      if (answer) setFound(parsePage(answer));
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query]);

  function narrow(part: Partial<Wanted>) {
    setWanted((known) => ({ ...known, ...part }));
    setPages([null]);
  }
  if (!found)
    return (
      <p class="empty" role="status">
        {busy && words.loading}
      </p>
    );
  return (
    <div class="audit" aria-busy={busy}>
      <div class="row">
        <h2>{words.title}</h2>
        <a class="quiet" href={`/api/merchant/audit.csv${queryOf(wanted)}`} download="staff-log.csv">
          {words.export}
        </a>
      </div>
      <p class="muted">
        {words.about} {fill(words.zone, { zone: found.timeZone })}
      </p>
      <Filters wanted={wanted} actors={found.actors} actions={found.actions} onChange={narrow} />
      <Lines page={found} />
      <nav class="row" aria-label={words.pages}>
        {pages.length > 2 && (
          <button type="button" class="quiet" onClick={() => setPages([null])}>
            {words.newest}
          </button>
        )}
        <button
          type="button"
          class="quiet"
          disabled={pages.length === 1}
          onClick={() => setPages((known) => known.slice(0, -1))}
        >
          {words.newer}
        </button>
        <button
          type="button"
          class="quiet"
          disabled={found.next === null || busy}
          onClick={() => setPages((known) => [...known, found.next])}
        >
          {words.older}
        </button>
      </nav>
    </div>
  );
}

function Lines({ page }: { page: LogPage }) {
  if (page.lines.length === 0) return <p class="empty">{words.none}</p>;
  return (
    <section class="table-box card" aria-label={words.lines} tabIndex={0}>
      <table>
        <caption class="hidden">{words.lines}</caption>
        <thead>
          <tr>
            {[words.at, words.who, words.what, words.whom, words.details].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.lines.map((line) => (
            <tr key={line.id} data-refused={line.action === "session.refused" ? "" : undefined}>
              <td>
                <time dateTime={line.at}>{moment(line.at, page.timeZone)}</time>
              </td>
              <td>{line.actor}</td>
              <td title={line.action}>{actionName(line.action)}</td>
              <td title={line.subject}>
                {ID.test(line.subject) ? line.subject.slice(0, SHORT) : line.subject}
              </td>
              <td class="details">{detailWords(line.details)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
