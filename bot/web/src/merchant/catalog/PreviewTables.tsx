import { record, text, texts } from "../../kit/read";
import { Table } from "../insight/charts";
import { Problems } from "./Result";
import type { Preview } from "./read";
import { words } from "./words";

function price(value: unknown): string {
  const { amount, currency } = record(value);
  return amount ? `${text(amount)} ${text(currency)}` : "";
}

/** The first rows as they would be read, and as they are written. */
export function PreviewTables({ seen }: { seen: Preview }) {
  return (
    <>
      {seen.products.length > 0 && (
        <section class="figure" aria-label={words.asRead}>
          <h3>{words.asRead}</h3>
          <Table
            label={words.asRead}
            columns={["Product", "Id", "Price", "Brand", "Categories", "Link"]}
            rows={seen.products.map((one) => [
              text(one.title),
              text(one.id),
              price(one.sale_price ?? one.price),
              text(one.brand),
              texts(one.categories).join(", "),
              text(one.link),
            ])}
          />
        </section>
      )}
      <Problems title={words.problems} rows={seen.problems} count={seen.problems.length} />
      {seen.rows.length > 0 && (
        <details class="figure">
          <summary>{words.asWritten}</summary>
          <Table
            label={words.asWritten}
            columns={seen.columns}
            rows={seen.rows.map((row) => seen.columns.map((column) => row[column] ?? ""))}
          />
        </details>
      )}
    </>
  );
}
