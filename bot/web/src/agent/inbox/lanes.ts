import type { Lane, Line } from "../api";

export const LANES: Lane[] = ["waiting", "mine", "holiday", "all", "closed"];

/** What narrows a lane; "" and false narrow nothing. `holder` is an account's number. */
export interface Filters {
  label: string;
  holder: string;
  unread: boolean;
  deadline: boolean;
}

export const NO_FILTERS: Filters = { label: "", holder: "", unread: false, deadline: false };

export function belongs(line: Line, lane: Lane): boolean {
  if (lane === "waiting" || lane === "closed") return line.status === lane;
  if (lane === "mine") return line.mine && line.status === "agent";
  if (lane === "holiday") return line.deadline !== null && ["waiting", "agent"].includes(line.status);
  return line.status !== "closed";
}

export function passes(line: Line, filters: Filters): boolean {
  if (filters.label && !line.labels.includes(filters.label)) return false;
  if (filters.holder && `${line.holderId ?? ""}` !== filters.holder) return false;
  if (filters.unread && !line.unread && !line.mentions) return false;
  return !filters.deadline || line.deadline !== null;
}

const FAR = 10_000;

/** Who waits longest comes first where they wait; before a holiday, who waits and has fewest days; else the newest. */
export function inOrder(lines: Line[], lane: Lane): Line[] {
  const newest = (a: Line, b: Line) => b.updatedAt.localeCompare(a.updatedAt);
  const longest = (a: Line, b: Line) => a.waitingSince.localeCompare(b.waitingSince);
  if (lane === "waiting") return lines.sort(longest);
  if (lane !== "holiday") return lines.sort(newest);
  const days = (line: Line) => line.deadline?.daysToOrder ?? FAR;
  const turn = (line: Line) => (line.status === "waiting" ? 0 : 1);
  return lines.sort((a, b) => turn(a) - turn(b) || days(a) - days(b) || longest(a, b) || newest(a, b));
}

/** How many conversations a lane has, and how many of the shoppers' lines in it are unread. */
export interface Count {
  talks: number;
  unread: number;
}

export function countOf(lines: Iterable<Line>, lane: Lane): Count {
  const found = [...lines].filter((line) => belongs(line, lane));
  return { talks: found.length, unread: found.reduce((sum, line) => sum + line.unread + line.mentions, 0) };
}
