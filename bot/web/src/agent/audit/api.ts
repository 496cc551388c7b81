import { type Json, list, number, record, text, texts } from "../../kit/read";

export interface LogLine {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  details: Json;
}

export interface LogPage {
  lines: LogLine[];
  /** Where the next page begins, null at the end. */
  next: number | null;
  actors: string[];
  actions: string[];
  timeZone: string;
}

export interface Wanted {
  actor: string;
  action: string;
  subject: string;
  since: string;
  until: string;
}

export const ANYTHING: Wanted = { actor: "", action: "", subject: "", since: "", until: "" };

/** The query of the API: only what narrows. */
export function queryOf(wanted: Wanted, before: number | null = null): string {
  const parts = Object.entries(wanted).filter(([, value]) => value);
  if (before !== null) parts.push(["before", String(before)]);
  return parts.length ? `?${new URLSearchParams(parts)}` : "";
}

export function parsePage(data: Json): LogPage {
  return {
    lines: list(data.lines).map((raw) => {
      const line = record(raw);
      return {
        id: number(line.id) ?? 0,
        at: text(line.at),
        actor: text(line.actor),
        action: text(line.action),
        subject: text(line.subject),
        details: record(line.details),
      };
    }),
    next: number(data.next),
    actors: texts(data.actors),
    actions: texts(data.actions),
    timeZone: text(data.time_zone),
  };
}

/** "before: bot, lease: 3" */
export function detailWords(details: Json): string {
  return Object.entries(details)
    .filter(([, value]) => !(Array.isArray(value) && value.length === 0) && value !== "")
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join("; ");
}

/** The actions to choose from: each group ("conversation"), then what is in it. */
export function grouped(actions: string[]): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const group = action.split(".")[0] ?? action;
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  return [...groups];
}
