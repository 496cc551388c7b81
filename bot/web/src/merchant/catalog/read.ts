import { type Json, list, number, record, text, texts } from "../../kit/read";

export interface Problem {
  line: number;
  field: string;
  value: string;
  reason: string;
}

export interface Progress {
  stage: string;
  done: number;
  total: number | null;
  perSecond: number | null;
  secondsLeft: number | null;
}

export interface Report {
  format: string;
  counts: { name: string; count: number }[];
  changedNothing: boolean;
  refused: Problem[];
  refusedCount: number;
  warnings: Problem[];
  warningCount: number;
}

export interface Import {
  id: string;
  name: string;
  size: number;
  createdAt: string;
  actor: string;
  state: string;
  format: string;
  progress: Progress | null;
  error: string;
  report: Report | null;
  release: { id: string; serving: boolean; held: string[] } | null;
}

export interface Format {
  slug: string;
  name: string;
}

export interface Overview {
  imports: Import[];
  busy: boolean;
  address: string;
  formats: Format[];
  fields: string[];
  needed: string[];
  mappings: Record<string, Json>;
  most: number;
}

export interface Preview {
  format: string;
  formatName: string;
  encoding: string;
  columns: string[];
  rows: Record<string, string>[];
  products: Json[];
  problems: Problem[];
  problem: string;
  draft: Json | null;
}

export function parseProblem(value: unknown): Problem {
  const data = record(value);
  return {
    line: number(data.line) ?? 0,
    field: text(data.field),
    value: text(data.value),
    reason: text(data.reason),
  };
}

export function parseProgress(value: unknown): Progress | null {
  const data = record(value);
  if (!text(data.stage)) return null;
  return {
    stage: text(data.stage),
    done: number(data.done) ?? 0,
    total: number(data.total),
    perSecond: number(data.per_second),
    secondsLeft: number(data.seconds_left),
  };
}

const COUNTS: [string, string][] = [
  ["read", "Read"],
  ["added", "New"],
  ["changed", "Changed"],
  ["unchanged", "As before"],
  ["gone", "Gone"],
  ["refused_items", "Refused"],
];

function parseReport(value: unknown): Report | null {
  const data = record(value);
  if (number(data.read) === null) return null;
  return {
    format: text(data.format),
    counts: COUNTS.map(([key, name]) => ({ name, count: number(data[key]) ?? 0 })),
    changedNothing: ["added", "changed", "gone"].every((key) => number(data[key]) === 0),
    refused: list(data.refused).map(parseProblem),
    refusedCount: number(data.refused_count) ?? 0,
    warnings: list(data.warnings).map(parseProblem),
    warningCount: number(data.warning_count) ?? 0,
  };
}

export function parseImport(value: unknown): Import {
  const data = record(value);
  const made = record(data.release);
  return {
    id: text(data.id),
    name: text(data.name),
    size: number(data.size) ?? 0,
    createdAt: text(data.created_at),
    actor: text(data.actor),
    state: text(data.state),
    format: text(data.format),
    progress: parseProgress(data.progress),
    error: text(data.error),
    report: parseReport(data.report),
    release: text(made.id)
      ? { id: text(made.id), serving: made.serving === true, held: texts(made.held) }
      : null,
  };
}

export function parseOverview(data: Json): Overview {
  return {
    imports: list(data.imports).map(parseImport),
    busy: data.busy === true,
    address: text(data.address),
    formats: list(data.formats).map((one) => ({
      slug: text(record(one).slug),
      name: text(record(one).name),
    })),
    fields: texts(data.fields),
    needed: texts(data.needed),
    mappings: Object.fromEntries(
      Object.entries(record(data.mappings)).map(([name, one]) => [name, record(one)]),
    ),
    most: number(data.upload_max_bytes) ?? 0,
  };
}

export function parsePreview(data: Json): Preview {
  return {
    format: text(data.format),
    formatName: text(data.format_name),
    encoding: text(data.encoding),
    columns: texts(data.columns),
    rows: list(data.rows).map((row) =>
      Object.fromEntries(Object.entries(record(row)).map(([name, cell]) => [name, text(cell)])),
    ),
    products: list(data.products).map(record),
    problems: list(data.problems).map(parseProblem),
    problem: text(data.problem),
    draft: data.draft ? record(data.draft) : null,
  };
}

/** "1.4 MB" */
export function shownSize(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let place = 0;
  let size = bytes;
  while (size >= 1000 && place < units.length - 1) {
    size /= 1000;
    place += 1;
  }
  return `${place ? size.toFixed(1) : size} ${units[place]}`;
}

/** "about 2 min" */
export function shownTime(seconds: number): string {
  if (seconds < 60) return `${Math.max(Math.round(seconds), 1)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** "1,200 of 5,000, 340 a second, about 11 s left" */
export function progressLine(progress: Progress): string {
  const bytes = progress.stage === "fetch";
  const count = (value: number) => (bytes ? shownSize(value) : value.toLocaleString("en"));
  const parts = [
    progress.total === null ? count(progress.done) : `${count(progress.done)} of ${count(progress.total)}`,
  ];
  if (progress.perSecond) parts.push(`${count(Math.round(progress.perSecond))} a second`);
  if (progress.secondsLeft !== null) parts.push(`about ${shownTime(progress.secondsLeft)} left`);
  return parts.join(", ");
}
