import { type Json, list, number, record, text } from "../../kit/read";

export interface Counted {
  name: string;
  count: number;
}

export interface Funnel {
  source: string;
  counts: number[];
}

export interface Gap {
  interest: string;
  budget: string;
  asked: number;
  none: number;
  weak: number;
  orders: number;
  amount: number;
}

export interface Figures {
  since: string;
  until: string;
  currency: string;
  zone: string;
  stages: string[];
  funnel: Funnel;
  sources: Funnel[];
  sales: { orders: number; amount: number; currency: string }[];
  ordersTold: boolean;
  asked: Record<string, Counted[]>;
  days: Counted[];
  months: Counted[];
  hours: number[][];
  gaps: Gap[];
  budgets: string[];
  formula: string;
  unclicked: { id: string; title: string; shown: number; kept: number; refused: number }[];
  unanswered: { at: string; text: string; why: string }[];
  mean: number | null;
  scores: number[];
  notForUs: Counted[];
  useful: number;
}

const whole = (value: unknown) => number(value) ?? 0;
const numbers = (value: unknown) => list(value).map(whole);

export function counted(value: unknown): Counted[] {
  return list(value).map((item) => ({ name: text(record(item).name), count: whole(record(item).count) }));
}

function funnel(value: unknown): Funnel {
  const data = record(value);
  return { source: text(data.source), counts: numbers(data.counts) };
}

/** The answer of /api/merchant/insight. */
export function figures(data: Json): Figures {
  const [when, gaps, ratings, asked] = [data.when, data.gaps, data.ratings, data.asked].map(record) as [
    Json,
    Json,
    Json,
    Json,
  ];
  const rows = (value: unknown) => list(value).map(record);
  return {
    since: text(data.since),
    until: text(data.until),
    currency: text(data.currency),
    zone: text(data.time_zone),
    stages: list(data.stages).map(text),
    funnel: funnel(data.funnel),
    sources: list(data.sources).map(funnel),
    sales: rows(data.sales).map((sale) => ({
      orders: whole(sale.orders),
      amount: whole(sale.amount),
      currency: text(sale.currency),
    })),
    ordersTold: data.orders_told === true,
    asked: Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, counted(value)])),
    days: counted(when.days),
    months: counted(when.months),
    hours: list(when.hours).map(numbers),
    gaps: rows(gaps.cells).map((cell) => ({
      interest: text(cell.interest),
      budget: text(cell.budget),
      asked: whole(cell.asked),
      none: whole(cell.none),
      weak: whole(cell.weak),
      orders: whole(cell.lost_orders),
      amount: whole(cell.lost_amount),
    })),
    budgets: list(gaps.budgets).map(text),
    formula: text(gaps.formula),
    unclicked: rows(data.unclicked).map((one) => ({
      id: text(one.product_id),
      title: text(one.title) || text(one.product_id),
      shown: whole(one.shown),
      kept: whole(one.kept),
      refused: whole(one.refused),
    })),
    unanswered: rows(data.unanswered).map((one) => ({
      at: text(one.at),
      text: text(one.text),
      why: text(one.why),
    })),
    mean: number(ratings.mean),
    scores: numbers(ratings.scores),
    notForUs: counted(ratings.not_for_us),
    useful: whole(ratings.useful),
  };
}
