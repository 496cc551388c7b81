import { Table } from "../insight/charts";
import type { Import, Problem } from "./read";
import { words } from "./words";

const COLUMNS = ["Line", "Field", "Value", "Why"];

/** What an import did, what was refused and why, and what became of it. */
export function Result({ of }: { of: Import }) {
  const { report, release } = of;
  return (
    <>
      {of.error && (
        <p class="error" role="alert">
          {of.error}
        </p>
      )}
      {report && (
        <dl class="counts">
          {report.counts.map(({ name, count }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{count.toLocaleString("en")}</dd>
            </div>
          ))}
        </dl>
      )}
      {release && (
        <div class={release.serving ? "told good" : "told amber"} role="status">
          <p>{release.serving ? words.released : words.held}</p>
          {release.held.length > 0 && (
            <ul class="reasons">
              {release.held.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          )}
          <a href="#/releases">
            {words.toReleases} {release.id}
          </a>
        </div>
      )}
      {!release && of.state === "done" && (
        <p class="told good" role="status">
          {report?.changedNothing ? words.unchanged : words.released}
        </p>
      )}
      {report && <Problems title={words.refused} rows={report.refused} count={report.refusedCount} />}
      {report && <Problems title={words.partly} rows={report.warnings} count={report.warningCount} />}
      {report && report.refusedCount + report.warningCount > 0 && (
        <a class="quiet download" href={`/api/merchant/imports/${of.id}/report.csv`} download>
          {words.report}
        </a>
      )}
    </>
  );
}

export function Problems({ title, rows, count }: { title: string; rows: Problem[]; count: number }) {
  if (!rows.length) return null;
  return (
    <section class="figure" aria-label={title}>
      <h3>
        {title} <span class="count">{count > rows.length ? `${rows.length} of ${count}` : count}</span>
      </h3>
      <Table
        label={title}
        columns={COLUMNS}
        rows={rows.map(({ line, field, value, reason }) => [String(line), field, value, reason])}
      />
    </section>
  );
}
