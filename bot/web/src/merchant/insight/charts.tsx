import type { ComponentChildren } from "preact";
import { words } from "../words";
import type { Counted } from "./read";

type Cell = string | number;

interface FigureProps {
  title: string;
  /** The part of the export, where there is one. */
  csv?: string;
  note?: string;
  columns?: string[];
  rows?: Cell[][];
  empty?: boolean;
  /** What is said where it is empty. */
  none?: string;
  /** Over the whole width. */
  wide?: boolean;
  children: ComponentChildren;
}

/** A chart with its name, its numbers as a table, and its file. */
export function Figure({ title, csv, note, columns, rows, empty, none, wide, children }: FigureProps) {
  return (
    <section class={wide ? "figure wide" : "figure"} aria-label={title}>
      <div class="row">
        <h2>{title}</h2>
        {csv && !empty && (
          <a class="tool" href={csv} download aria-label={`${words.download}: ${title}`}>
            {words.download}
          </a>
        )}
      </div>
      {empty ? <p class="muted">{none ?? words.nothing}</p> : children}
      {note && !empty && <p class="note">{note}</p>}
      {!empty && columns && rows && (
        <details>
          <summary>{words.asTable}</summary>
          <Table label={title} columns={columns} rows={rows} />
        </details>
      )}
    </section>
  );
}

/** A table that scrolls by itself where it is wider than the page. */
export function Table({ label, columns, rows }: { label: string; columns: string[]; rows: Cell[][] }) {
  return (
    <section class="scroll" tabIndex={0} aria-label={`${label}, ${words.asTable.toLowerCase()}`}>
      <table>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("|")}>
              {row.map((cell, place) =>
                place === 0 ? (
                  <th key={columns[place]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[place]} class={typeof cell === "number" ? "number" : undefined}>
                    {typeof cell === "number" ? cell.toLocaleString() : cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const ROW = 30;

/** Bars that lie, each with its name and number; `of` makes each also a share of the first. */
export function Bars({ label, rows, share = false }: { label: string; rows: Counted[]; share?: boolean }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const first = rows[0]?.count ?? 0;
  return (
    <svg
      class="bars-chart"
      role="img"
      aria-label={`${label}: ${rows.map(({ name, count }) => `${name} ${count}`).join(", ")}`}
      viewBox={`0 0 600 ${ROW * rows.length}`}
    >
      {rows.map(({ name, count }, place) => (
        <g key={name} transform={`translate(0 ${place * ROW})`}>
          <text x="190" y="20" text-anchor="end">
            {name.length > 26 ? `${name.slice(0, 25)}…` : name}
          </text>
          <rect class="track" x="200" y="5" width="300" height="20" rx="4" />
          <rect class="solid" x="200" y="5" width={(300 * count) / most} height="20" rx="4" />
          <text x="510" y="20">
            {count.toLocaleString()}
            {share && first > 0 ? ` · ${Math.round((100 * count) / first)}%` : ""}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Columns, one a day (or month). */
export function Columns({ label, rows }: { label: string; rows: Counted[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const step = 600 / Math.max(1, rows.length);
  const named = Math.ceil(rows.length / 6);
  return (
    <svg
      class="columns-chart"
      role="img"
      aria-label={`${label}: at most ${most} a day`}
      viewBox="0 0 600 160"
    >
      <line class="rule" x1="0" x2="600" y1="130" y2="130" />
      <text x="0" y="12">
        {most.toLocaleString()}
      </text>
      {rows.map(({ name, count }, place) => (
        <g key={name}>
          <rect
            class="solid"
            x={place * step + step * 0.15}
            y={130 - (110 * count) / most}
            width={step * 0.7}
            height={(110 * count) / most}
          >
            <title>{`${name}: ${count}`}</title>
          </rect>
          {place % named === 0 && (
            <text x={place * step} y="150">
              {name.length > 7 ? name.slice(5) : name}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

interface HeatProps {
  label: string;
  corner: string;
  columns: string[];
  rows: { name: string; cells: { value: number; shown: string }[] }[];
}

/** A table whose cells are the deeper coloured the more they hold: its own alternative in words. */
export function Heat({ label, corner, columns, rows }: HeatProps) {
  const most = Math.max(0, ...rows.flatMap(({ cells }) => cells.map(({ value }) => value))) || 1;
  return (
    <section class="scroll" tabIndex={0} aria-label={label}>
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map(({ value, shown }, place) => (
                <td
                  key={columns[place]}
                  class="number"
                  style={
                    value > 0
                      ? {
                          background: `color-mix(in srgb, var(--accent) ${Math.round(8 + (22 * value) / most)}%, var(--surface))`,
                        }
                      : undefined
                  }
                >
                  {shown}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
