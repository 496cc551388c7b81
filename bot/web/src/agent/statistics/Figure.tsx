import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { words } from "./words";

interface Props {
  title: string;
  /** Names of the columns; the first one names its row. */
  columns: string[];
  rows: (string | number)[][];
  /** Said instead of both where there is nothing to show. */
  empty: string | null;
  children: ComponentChildren;
}

/** A chart that can be read as a table, too. */
export function Figure({ title, columns, rows, empty, children }: Props) {
  const [table, setTable] = useState(false);
  return (
    <figure class="card figure">
      <figcaption class="row">
        <h3>{title}</h3>
        {empty === null && (
          <fieldset class="switch" aria-label={fill(words.showAs, { title })}>
            {[false, true].map((as) => (
              <button key={String(as)} type="button" aria-pressed={as === table} onClick={() => setTable(as)}>
                {as ? words.table : words.chart}
              </button>
            ))}
          </fieldset>
        )}
      </figcaption>
      {empty !== null ? (
        <p class="empty">{empty}</p>
      ) : table ? (
        <Table caption={title} columns={columns} rows={rows} />
      ) : (
        children
      )}
    </figure>
  );
}

interface TableProps {
  caption: string;
  columns: string[];
  rows: (string | number)[][];
}

/** A table that scrolls by itself where it is too wide; the keys can scroll it. */
export function Table({ caption, columns, rows }: TableProps) {
  return (
    <section class="table-box" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
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
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, at) => (
                <td key={columns[at + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
