import { type Json, list, number, record, text, texts } from "../../kit/read";
import type { Guarded } from "../mounting";

/** Which items: to be answered, answered ones whose e-mail failed, all answered ones. */
export type Which = "open" | "failed" | "answered";
export const LISTS: Which[] = ["open", "failed", "answered"];

/** A question that was left for later, and how far its answer is. */
export interface Item {
  id: string;
  conversationId: string;
  email: string;
  text: string;
  at: string;
  holder: string;
  mine: boolean;
  summary: string[];
  answer: string;
  answeredAt: string;
  mail: string;
  attempts: number;
  problem: string;
  sentAt: string;
}

export interface Found {
  items: Item[];
  open: number;
  failed: number;
  /** Whether this shop sends e-mail. */
  mail: boolean;
  /** So many characters an answer may have; 0 where the server does not say. */
  answerChars: number;
}

export function parseItem(value: unknown): Item {
  const data = record(value);
  return {
    id: text(data.id),
    conversationId: text(data.conversation_id),
    email: text(data.email),
    text: text(data.text),
    at: text(data.created_at),
    holder: text(data.holder),
    mine: data.mine === true,
    summary: texts(data.summary),
    answer: text(data.answer),
    answeredAt: text(data.answered_at),
    mail: text(data.mail),
    attempts: number(data.attempts) ?? 0,
    problem: text(data.problem),
    sentAt: text(data.sent_at),
  };
}

export function parseFound(data: Json): Found {
  return {
    items: list(data.items).map(parseItem),
    open: number(data.open) ?? 0,
    failed: number(data.failed) ?? 0,
    mail: data.mail === true,
    answerChars: number(data.answer_chars) ?? 0,
  };
}

/** How many want something done: questions without an answer, and e-mails that did not get through. */
export async function unanswered(call: Guarded): Promise<number> {
  const found = parseFound((await call("GET", "/agent/later?status=failed")) ?? {});
  return found.open + found.failed;
}
