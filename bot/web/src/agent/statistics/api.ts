import { type Json, list, number, record, text } from "../../kit/read";

/** Seconds: the middle one, and what nine of ten stay under; null without any case. */
export interface Spread {
  count: number;
  median: number | null;
  p90: number | null;
}

export interface Ratings {
  asked: number;
  given: number;
  mean: number | null;
  /** How many gave 1, 2, 3, 4 and 5. */
  scores: number[];
  reasons: [string, number][];
}

export interface Figures {
  asked: number;
  answered: number;
  left: number;
  taken: number;
  closed: number;
  released: number;
  response: Spread;
  resolution: Spread;
  ratings: Ratings;
}

export interface Day extends Figures {
  /** ISO date. */
  day: string;
}

export interface Span {
  total: Figures;
  days: Day[];
}

export interface AgentSpan extends Span {
  id: number;
  name: string;
}

export interface Remark {
  conversationId: string;
  at: string;
  agentId: number;
  agent: string;
  score: number;
  reason: string;
  comment: string;
}

export interface Statistics {
  since: string;
  until: string;
  /** As the shop's calendar has it. */
  today: string;
  timeZone: string;
  team: Span;
  agents: AgentSpan[];
  remarks: Remark[];
}

function parseSpread(value: unknown): Spread {
  const data = record(value);
  return { count: number(data.count) ?? 0, median: number(data.median), p90: number(data.p90) };
}

function parseFigures(value: unknown): Figures {
  const data = record(value);
  const ratings = record(data.ratings);
  const count = (name: string) => number(data[name]) ?? 0;
  return {
    asked: count("asked"),
    answered: count("answered"),
    left: count("left"),
    taken: count("taken"),
    closed: count("closed"),
    released: count("released"),
    response: parseSpread(data.response),
    resolution: parseSpread(data.resolution),
    ratings: {
      asked: number(ratings.asked) ?? 0,
      given: number(ratings.given) ?? 0,
      mean: number(ratings.mean),
      scores: [0, 1, 2, 3, 4].map((at) => number(list(ratings.scores)[at]) ?? 0),
      reasons: Object.entries(record(ratings.reasons)).map(([name, times]) => [name, number(times) ?? 0]),
    },
  };
}

function parseSpan(value: unknown): Span {
  const data = record(value);
  return {
    total: parseFigures(data.total),
    days: list(data.days).map((raw) => ({ ...parseFigures(raw), day: text(record(raw).day) })),
  };
}

export function parseStatistics(data: Json): Statistics {
  return {
    since: text(data.since),
    until: text(data.until),
    today: text(data.today),
    timeZone: text(data.time_zone),
    team: parseSpan(data.team),
    agents: list(data.agents).map((raw) => ({
      ...parseSpan(raw),
      id: number(record(raw).id) ?? 0,
      name: text(record(raw).name),
    })),
    remarks: list(data.remarks).map((raw) => {
      const one = record(raw);
      return {
        conversationId: text(one.conversation_id),
        at: text(one.at),
        agentId: number(one.agent_id) ?? 0,
        agent: text(one.agent),
        score: number(one.score) ?? 0,
        reason: text(one.reason),
        comment: text(one.comment),
      };
    }),
  };
}
