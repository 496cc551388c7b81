import type { Money } from "../kit/money";
import { type Json, list, number, record, text, texts } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import { parseMessages } from "../messages/parse";
import type { Message } from "../messages/types";

export type Lane = "waiting" | "mine" | "holiday" | "all" | "closed";

/** Who is signed in. */
export interface Member {
  id: number;
  name: string;
  email: string;
  role: Role;
}

/** Agents answer shoppers; merchants look after the shop, and see what all agents do. */
export type Role = "agent" | "merchant";

/** The occasion that a conversation is about, with the last day to order for it (ISO dates). */
export interface Deadline {
  occasion: string;
  title: string;
  date: string;
  orderBy: string;
  daysToOrder: number;
}

/** A conversation in the inbox. */
export interface Line {
  id: string;
  status: string;
  holder: string;
  holderId: number | null;
  mine: boolean;
  updatedAt: string;
  waitingSince: string;
  lastSeq: number;
  brief: Json;
  last: Message | null;
  labels: string[];
  unread: number;
  mentions: number;
  deadline: Deadline | null;
  /** What was found around the text looked for, "" where nothing was looked for. */
  match: string;
}

/** A product that the shopper was shown, saved, or opened in the shop. */
export interface ShownProduct {
  id: string;
  title: string;
  price: Money;
  image: string | null;
  url: string | null;
  shown: number;
  saved: boolean;
  clicked: number;
  verdict: string;
}

export interface Visit {
  url: string | null;
  title: string;
  at: string;
}

export interface Note {
  id: number;
  author: string;
  text: string;
  mentions: string[];
  at: string;
}

/** A whole conversation; `lease` is null where the caller does not hold it. */
export interface Talk {
  id: string;
  status: string;
  holder: string;
  lease: number | null;
  brief: Json;
  messages: Message[];
  waitingSince: string;
  createdAt: string;
  summary: string[];
  products: ShownProduct[];
  visits: Visit[];
  notes: Note[];
  labels: string[];
  deadline: Deadline | null;
  readSeq: number;
  /** All of it as it came, for what other parts add. */
  data: Json;
}

export interface Colleague {
  id: number;
  name: string;
  here: boolean;
  me: boolean;
}

export interface CannedReply {
  id: number;
  shortcut: string;
  text: string;
}

export interface Passage {
  title: string;
  heading: string;
  text: string;
  url: string | null;
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

async function answered(method: string, path: string, body?: unknown): Promise<unknown> {
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
  return data;
}

/** A call of the staff's API; unsafe ones carry the page's own token. Throws CallError. */
export async function call(method: string, path: string, body?: unknown): Promise<Json> {
  return record(await answered(method, path, body));
}

/** A call that answers with a list. Throws CallError. */
export async function callList(path: string): Promise<unknown[]> {
  return list(await answered("GET", path));
}

function parseDeadline(value: unknown): Deadline | null {
  const data = record(value);
  const days = number(data.days_to_order);
  if (days === null) return null;
  return {
    occasion: text(data.occasion),
    title: text(data.title),
    date: text(data.date),
    orderBy: text(data.order_by),
    daysToOrder: days,
  };
}

export function parseLine(value: unknown): Line {
  const data = record(value);
  return {
    id: text(data.id),
    status: text(data.status),
    holder: text(data.holder),
    holderId: number(data.holder_id),
    mine: data.mine === true,
    updatedAt: text(data.updated_at),
    waitingSince: text(data.waiting_since),
    lastSeq: number(data.last_seq) ?? 0,
    brief: record(data.brief),
    last: parseMessages([data.last], location.origin)[0] ?? null,
    labels: texts(data.labels),
    unread: number(data.unread) ?? 0,
    mentions: number(data.mentions) ?? 0,
    deadline: parseDeadline(data.deadline),
    match: text(data.match),
  };
}

function parseProduct(value: unknown): ShownProduct {
  const data = record(value);
  const price = record(data.price);
  return {
    id: text(data.product_id),
    title: text(data.title),
    price: { amount: text(price.amount), currency: text(price.currency) },
    image: safeUrl(data.image, location.origin),
    url: safeUrl(data.url, location.origin),
    shown: number(data.shown) ?? 0,
    saved: data.saved === true,
    clicked: number(data.clicked) ?? 0,
    verdict: text(data.verdict),
  };
}

function parseNote(value: unknown): Note {
  const data = record(value);
  return {
    id: number(data.id) ?? 0,
    author: text(data.author),
    text: text(data.text),
    mentions: texts(data.mentions),
    at: text(data.created_at),
  };
}

export function parseTalk(data: Json): Talk {
  return {
    id: text(data.id),
    status: text(data.status),
    holder: text(data.holder),
    lease: number(data.lease),
    brief: record(data.brief),
    messages: parseMessages(data.messages, location.origin),
    waitingSince: text(data.waiting_since),
    createdAt: text(data.created_at),
    summary: texts(data.summary),
    products: list(data.products).map(parseProduct),
    visits: list(data.visits).map((raw) => {
      const visit = record(raw);
      return { url: safeUrl(visit.url, ""), title: text(visit.title), at: text(visit.at) };
    }),
    notes: list(data.notes).map(parseNote),
    labels: texts(data.labels),
    deadline: parseDeadline(data.deadline),
    readSeq: number(data.read_seq) ?? 0,
    data,
  };
}

/** A lane of the inbox ("any": every one), or what of it has a text in it. */
export async function readInbox(lane: Lane | "any", search = ""): Promise<Line[]> {
  const query = new URLSearchParams({ status: lane, ...(search && { q: search }) });
  return list((await call("GET", `/agent/conversations?${query}`)).conversations).map(parseLine);
}

export async function readTalk(id: string): Promise<Talk> {
  return parseTalk(await call("GET", `/agent/conversations/${id}`));
}

export async function readColleagues(): Promise<Colleague[]> {
  return (await callList("/agent/colleagues")).map((raw) => {
    const data = record(raw);
    return {
      id: number(data.id) ?? 0,
      name: text(data.name),
      here: data.here === true,
      me: data.me === true,
    };
  });
}

export async function readReplies(): Promise<CannedReply[]> {
  return (await callList("/agent/replies")).map((raw) => {
    const data = record(raw);
    return { id: number(data.id) ?? 0, shortcut: text(data.shortcut), text: text(data.text) };
  });
}

export async function readPassages(query: string): Promise<Passage[]> {
  return (await callList(`/agent/policies?${new URLSearchParams({ q: query })}`)).map((raw) => {
    const data = record(raw);
    return {
      title: text(data.title),
      heading: text(data.heading),
      text: text(data.text),
      url: safeUrl(data.url, location.origin),
    };
  });
}

export async function readLabels(): Promise<string[]> {
  return texts(await callList("/agent/labels"));
}
