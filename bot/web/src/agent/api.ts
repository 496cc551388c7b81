import { type Json, list, number, record, text } from "../kit/read";
import { parseMessages } from "../messages/parse";
import type { Message } from "../messages/types";

export type Lane = "waiting" | "mine" | "all" | "closed";

/** A conversation in the inbox. */
export interface Line {
  id: string;
  status: string;
  holder: string;
  mine: boolean;
  updatedAt: string;
  waitingSince: string;
  lastSeq: number;
  brief: Json;
  last: Message | null;
}

/** A whole conversation; `lease` is null where somebody else has it. */
export interface Talk {
  id: string;
  status: string;
  holder: string;
  lease: number | null;
  brief: Json;
  messages: Message[];
}

export class CallError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Json,
  ) {
    super(text(problem.detail) || String(status));
  }
}

function cookie(name: string): string {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

/** A call of the staff's API; unsafe ones carry the page's own token. */
export async function call(method: string, path: string, body?: unknown): Promise<Json> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = cookie("giftfinder_csrf");
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await fetch(`/api${path}`, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const data: unknown = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new CallError(answer.status, record(data));
  return record(data);
}

export function parseLine(value: unknown): Line {
  const data = record(value);
  return {
    id: text(data.id),
    status: text(data.status),
    holder: text(data.holder),
    mine: data.mine === true,
    updatedAt: text(data.updated_at),
    waitingSince: text(data.waiting_since),
    lastSeq: number(data.last_seq) ?? 0,
    brief: record(data.brief),
    last: parseMessages([data.last], location.origin)[0] ?? null,
  };
}

export async function readInbox(lane: Lane): Promise<Line[]> {
  return list((await call("GET", `/agent/conversations?status=${lane}`)).conversations).map(parseLine);
}

export async function readTalk(id: string): Promise<Talk> {
  const data = await call("GET", `/agent/conversations/${id}`);
  return {
    id: text(data.id),
    status: text(data.status),
    holder: text(data.holder),
    lease: number(data.lease),
    brief: record(data.brief),
    messages: parseMessages(data.messages, location.origin),
  };
}
