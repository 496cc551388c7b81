import type { Money } from "../../kit/money";
import { type Json, list, number, record, text } from "../../kit/read";
import { call } from "../api";

export interface Delivery {
  state: string;
  attempts: number;
  nextAt: string;
  problem: string;
}

export interface Decision {
  id: string;
  at: string;
  actor: string;
  kind: string;
  money: Money;
  order: string;
  reason: string;
  delivery: Delivery;
}

export interface Allowance {
  kind: string;
  limit: string;
  left: string;
}

export interface Decisions {
  decisions: Decision[];
  allowances: Allowance[];
  currency: string;
}

function parseDecision(value: unknown): Decision {
  const data = record(value);
  const delivery = record(data.delivery);
  return {
    id: text(data.id),
    at: text(data.at),
    actor: text(data.actor),
    kind: text(data.kind),
    money: { amount: text(data.amount), currency: text(data.currency) },
    order: text(data.order_reference),
    reason: text(data.reason),
    delivery: {
      state: text(delivery.state),
      attempts: number(delivery.attempts) ?? 0,
      nextAt: text(delivery.next_at),
      problem: text(delivery.problem),
    },
  };
}

export function parseDecisions(data: Json): Decisions {
  return {
    decisions: list(data.decisions).map(parseDecision),
    allowances: list(data.allowances).map((raw) => {
      const one = record(raw);
      return { kind: text(one.kind), limit: text(one.limit), left: text(one.left) };
    }),
    currency: text(data.currency),
  };
}

export async function readDecisions(id: string): Promise<Decisions> {
  return parseDecisions(await call("GET", `/agent/conversations/${id}/decisions`));
}
