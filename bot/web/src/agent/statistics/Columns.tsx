import { useEffect, useRef, useState } from "preact/hooks";
import { longDay, scale, shortDay } from "./format";

export interface Series {
  name: string;
  /** A bar's part, stacked on the one before; or a stroke across it. */
  as: "solid" | "faint" | "stroke";
  /** A value for each day, null for none. */
  values: (number | null)[];
}

interface Props {
  /** What a reader who sees no picture is told. */
  label: string;
  days: string[];
  series: Series[];
  time?: boolean;
  write: (value: number | null) => string;
}

const HEIGHT = 180;
const TOP = 8;
const BOTTOM = 22;
/** Between two dates beneath the chart, at least. */
const DATE_WIDTH = 64;

/** Columns, a day each. Its dates and lines keep their size whatever the width. */
export function Columns({ label, days, series, time = false, write }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(600);
  const [at, setAt] = useState<number | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setWidth(Math.max(200, element.clientWidth));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const bars = series.filter((one) => one.as !== "stroke");
  const strokes = series.filter((one) => one.as === "stroke");
  const tops = days.map((_, day) =>
    Math.max(
      bars.reduce((sum, one) => sum + (one.values[day] ?? 0), 0),
      ...strokes.map((one) => one.values[day] ?? 0),
    ),
  );
  const lines = scale(Math.max(...tops, 0), time);
  const most = lines.at(-1) ?? 1;
  const start = 12 + 7 * Math.max(...lines.map((line) => write(line).length));
  const step = (width - start) / days.length;
  const bar = Math.max(1, Math.min(36, step * 0.68));
  const floor = HEIGHT - BOTTOM;
  const y = (value: number) => floor - (value / most) * (floor - TOP);
  const every = Math.max(1, Math.ceil(DATE_WIDTH / step));

  function point(event: PointerEvent) {
    const bounds = (event.currentTarget as Element).getBoundingClientRect();
    const day = Math.floor((event.clientX - bounds.left - start) / step);
    setAt(day >= 0 && day < days.length ? day : null);
  }
  return (
    <div ref={box} class="columns-chart">
      <p class="readout" aria-hidden="true">
        {at === null ? (
          series.map((one) => (
            <span key={one.name} class={`key ${one.as}`}>
              {one.name}
            </span>
          ))
        ) : (
          <>
            <b>{longDay(days[at] ?? "")}</b>
            {series.map((one) => (
              <span key={one.name} class={`key ${one.as}`}>
                {one.name} {write(one.values[at] ?? null)}
              </span>
            ))}
          </>
        )}
      </p>
      <svg
        role="img"
        aria-label={label}
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setAt(null)}
      >
        {lines.map((line) => (
          <g key={line} class="scale">
            <line x1={start} x2={width} y1={y(line)} y2={y(line)} />
            <text x={start - 8} y={y(line) + 4} text-anchor="end">
              {write(line)}
            </text>
          </g>
        ))}
        {at !== null && (
          <rect class="pointed" x={start + at * step} y={TOP} width={step} height={floor - TOP} />
        )}
        {days.map((day, number) => {
          const middle = start + (number + 0.5) * step;
          let below = 0;
          return (
            <g key={day}>
              {bars.map((one) => {
                const value = one.values[number] ?? 0;
                const from = below;
                below += value;
                if (value === 0) return null;
                // What is there can be seen, however little it is.
                const height = Math.max(2, y(from) - y(below));
                return (
                  <rect
                    key={one.name}
                    class={one.as}
                    x={middle - bar / 2}
                    y={y(from) - height}
                    width={bar}
                    height={height}
                  />
                );
              })}
              {strokes.map((one) => {
                const value = one.values[number];
                if (value === null || value === undefined) return null;
                return (
                  <line
                    key={one.name}
                    class="stroke"
                    x1={middle - bar / 2 - 2}
                    x2={middle + bar / 2 + 2}
                    y1={y(value)}
                    y2={y(value)}
                  />
                );
              })}
              {number % every === 0 && middle + DATE_WIDTH / 2 <= width + 8 && (
                <text class="date" x={middle} y={HEIGHT - 6} text-anchor="middle">
                  {shortDay(day)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
