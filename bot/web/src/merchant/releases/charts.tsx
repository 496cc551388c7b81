import { amount, change, verdict } from "./format";
import type { Measured } from "./read";
import { words } from "./words";

const ROW = 56;

/** Two bars a figure, before over after, each pair to a scale of its own: their units differ. */
export function Pairs({ figures, currency }: { figures: Measured[]; currency: string }) {
  return (
    <>
      <p class="key" aria-hidden="true">
        <span class="before" /> {words.before} <span class="after" /> {words.after}
      </p>
      <ul class="pairs">
        {figures.map(({ name, before, after, unit, better }) => {
          const most = Math.max(before ?? 0, after ?? 0) || 1;
          const changed = change(before, after, unit);
          return (
            <li key={name}>
              <p>
                <b>{name}</b>{" "}
                {changed && <span class={`pill ${verdict(before, after, better)}`}>{changed}</span>}
              </p>
              <svg
                role="img"
                aria-label={`${name}: ${amount(before, unit, currency)} before, ${amount(after, unit, currency)} after`}
                viewBox={`0 0 400 ${ROW}`}
              >
                {[before, after].map((value, place) => (
                  <g key={place === 0 ? "before" : "after"} transform={`translate(0 ${place * 26})`}>
                    <rect class="track" x="0" y="3" width="290" height="18" rx="4" />
                    <rect
                      class={place ? "solid" : "faint"}
                      x="0"
                      y="3"
                      width={(290 * (value ?? 0)) / most}
                      height="18"
                      rx="4"
                    />
                    <text x="300" y="17">
                      {amount(value, unit, currency)}
                    </text>
                  </g>
                ))}
              </svg>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface MovedProps {
  label: string;
  rows: { id: string; title: string; before: number; after: number }[];
}

/** In how many answers a product stands now, against before: to the right more, to the left fewer. */
export function Moves({ label, rows }: MovedProps) {
  const most = Math.max(1, ...rows.map(({ before, after }) => Math.abs(after - before)));
  return (
    <svg
      class="moves"
      role="img"
      aria-label={`${label}: ${rows.map(({ title, before, after }) => `${title} ${before} to ${after}`).join(", ")}`}
      viewBox={`0 0 600 ${30 * rows.length}`}
    >
      <line class="rule" x1="400" x2="400" y1="0" y2={30 * rows.length} />
      {rows.map(({ id, title, before, after }, place) => {
        const size = (150 * Math.abs(after - before)) / most;
        const more = after > before;
        return (
          <g key={id} transform={`translate(0 ${30 * place})`}>
            <text x="0" y="20">
              {title.length > 25 ? `${title.slice(0, 24)}…` : title}
            </text>
            <rect
              class={more ? "more" : "fewer"}
              x={more ? 400 : 400 - size}
              y="6"
              width={size}
              height="18"
              rx="4"
            />
            <text x={more ? 406 + size : 394 - size} y="20" text-anchor={more ? "start" : "end"}>
              {more ? `+${after - before}` : `−${before - after}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
