import { type Json, list, number, record, text, texts } from "../../kit/read";

export interface Summary {
  kind: string;
  at: string;
  passed: boolean;
  reasons: string[];
  lost: number;
  vanished: number;
}

export interface Override {
  actor: string;
  reason: string;
  at: string;
}

export interface Release {
  id: string;
  createdAt: string;
  state: string;
  origin: string;
  source: string;
  products: number | null;
  model: string;
  check: Summary | null;
  override: Override | null;
}

export interface Releases {
  active: string;
  previous: string;
  releases: Release[];
  /** The release whose check runs, "" where none does. */
  checking: string;
}

export interface Measured {
  name: string;
  before: number | null;
  after: number | null;
  unit: string;
  better: string;
}

export interface Floor {
  name: string;
  setting: string;
  limit: number;
  found: number;
  unit: string;
  held: boolean;
}

export interface Report {
  kind: string;
  at: string;
  seconds: number;
  currency: string;
  figures: Measured[];
  floors: Floor[];
  reasons: string[];
  notes: string[];
  passed: boolean;
  judged: number;
  wishes: number;
  lost: number;
  gained: number;
  fewer: number;
  sameFirst: number;
  lostLines: Asked[];
  gainedLines: Asked[];
  fresh: number;
  vanished: number;
  repriced: number;
  vanishedLines: { id: string; title: string; why: string; shown: number }[];
  moved: { id: string; title: string; before: number; after: number }[];
  overBudget: number;
  deadLinks: number;
  cards: { title: string; problem: string; request: string }[];
  talk: Talk | null;
}

export interface Asked {
  id: string;
  real: boolean;
  text: string;
  before: number;
  after: number;
  titles: string[];
}

export interface Talk {
  messages: number;
  fieldsChanged: number;
  intentsChanged: number;
  turns: number;
  turnedWrong: number;
  turnedRight: number;
  fields: { text: string; field: string; before: string; after: string; expected: string; right: boolean }[];
  intents: { text: string; before: string; after: string }[];
  lines: { where: string; said: string; right: boolean; problems: string }[];
}

export interface Details extends Release {
  report: Report | null;
  mayActivate: boolean;
  needsReason: boolean;
}

export interface Progress {
  state: string;
  stage: string;
  done: number;
  total: number | null;
  secondsLeft: number | null;
  error: string;
}

const whole = (value: unknown) => number(value) ?? 0;
const rows = (value: unknown) => list(value).map(record);

export function parseReleases(data: Json): Releases {
  return {
    active: text(data.active),
    previous: text(data.previous),
    releases: rows(data.releases).map(parseRelease),
    checking: text(record(data.checking).release),
  };
}

export function parseRelease(data: Json): Release {
  const check = record(data.check);
  const override = record(data.override);
  return {
    id: text(data.id),
    createdAt: text(data.created_at),
    state: text(data.state),
    origin: text(data.origin),
    source: text(data.catalog_source),
    products: number(data.products),
    model: text(data.model),
    check: text(check.at)
      ? {
          kind: text(check.kind),
          at: text(check.at),
          passed: check.passed === true,
          reasons: texts(check.reasons),
          lost: whole(check.lost),
          vanished: whole(check.vanished),
        }
      : null,
    override: text(override.actor)
      ? { actor: text(override.actor), reason: text(override.reason), at: text(override.at) }
      : null,
  };
}

export function parseDetails(data: Json): Details {
  return {
    ...parseRelease(data),
    report: text(record(data.report).at) ? parseReport(record(data.report)) : null,
    mayActivate: data.may_activate === true,
    needsReason: data.needs_reason === true,
  };
}

export function parseProgress(value: unknown): Progress {
  const data = record(value);
  const progress = record(data.progress);
  return {
    state: text(data.state),
    stage: text(progress.stage),
    done: whole(progress.done),
    total: number(progress.total),
    secondsLeft: number(progress.seconds_left),
    error: text(data.error),
  };
}

export function parseReport(data: Json): Report {
  const [requests, products, cards] = [data.requests, data.products, data.cards].map(record) as [
    Json,
    Json,
    Json,
  ];
  return {
    kind: text(data.kind),
    at: text(data.at),
    seconds: whole(data.seconds),
    currency: text(data.currency) || "USD",
    figures: rows(data.figures).map((one) => ({
      name: text(one.name),
      before: number(one.before),
      after: number(one.after),
      unit: text(one.unit),
      better: text(one.better),
    })),
    floors: rows(data.floors).map((one) => ({
      name: text(one.name),
      setting: text(one.setting),
      limit: whole(one.limit),
      found: whole(one.found),
      unit: text(one.unit),
      held: one.held === true,
    })),
    reasons: texts(data.reasons),
    notes: texts(data.notes),
    passed: data.passed === true,
    judged: whole(requests.judged),
    wishes: whole(requests.wishes),
    lost: whole(requests.lost),
    gained: whole(requests.gained),
    fewer: whole(requests.fewer),
    sameFirst: whole(requests.same_first),
    lostLines: rows(requests.lost_lines).map(asked),
    gainedLines: rows(requests.gained_lines).map(asked),
    fresh: whole(products.new),
    vanished: whole(products.vanished),
    repriced: whole(products.price_changed),
    vanishedLines: rows(products.vanished_lines).map((one) => ({
      id: text(one.product_id),
      title: text(one.title) || text(one.product_id),
      why: text(one.why),
      shown: whole(one.shown),
    })),
    moved: [...rows(products.risen), ...rows(products.fallen)].map((one) => ({
      id: text(one.product_id),
      title: text(one.title) || text(one.product_id),
      before: whole(one.before),
      after: whole(one.after),
    })),
    overBudget: whole(cards.over_budget),
    deadLinks: whole(cards.dead_links),
    cards: rows(cards.lines).map((one) => ({
      title: text(one.title),
      problem: text(one.problem),
      request: text(one.request),
    })),
    talk: data.dialogue === null || data.dialogue === undefined ? null : talk(record(data.dialogue)),
  };
}

function asked(one: Json): Asked {
  return {
    id: text(one.id),
    real: one.source === "wish",
    text: text(one.text),
    before: whole(one.before),
    after: whole(one.after),
    titles: texts(one.titles),
  };
}

function talk(data: Json): Talk {
  return {
    messages: whole(data.messages),
    fieldsChanged: whole(data.fields_changed),
    intentsChanged: whole(data.intents_changed),
    turns: whole(data.turns),
    turnedWrong: whole(data.turned_wrong),
    turnedRight: whole(data.turned_right),
    fields: rows(data.fields).map((one) => ({
      text: text(one.text),
      field: text(one.field),
      before: told(one.before),
      after: told(one.after),
      expected: told(one.expected),
      right: one.right_after === true,
    })),
    intents: rows(data.intents).map((one) => ({
      text: text(one.text),
      before: text(one.before),
      after: text(one.after),
    })),
    lines: rows(data.turn_lines).map((one) => ({
      where: `${text(one.conversation)}, ${whole(one.turn)}`,
      said: text(one.said),
      right: one.right_after === true,
      problems: texts(one.problems).join("; "),
    })),
  };
}

/** A field of a brief in words; "–" where nothing is known. */
export function told(value: unknown): string {
  if (Array.isArray(value)) return value.length ? value.map(String).join(", ") : "–";
  if (typeof value === "object" && value !== null) {
    const { min, max, currency } = value as Json;
    const unit = text(currency) ? ` ${text(currency)}` : "";
    if (number(min) !== null && number(max) !== null)
      return min === max ? `${number(min)}${unit}` : `${number(min)} to ${number(max)}${unit}`;
    if (number(max) !== null) return `up to ${number(max)}${unit}`;
    if (number(min) !== null) return `from ${number(min)}${unit}`;
    return "any";
  }
  return text(value) || "–";
}
