import type { Brief } from "../state/brief";
import { ApiError, GoneError } from "./errors";

export interface Session {
  id: string;
  token: string;
}

/** What a turn answers; all of it is read with care. */
export interface Answer {
  seq?: number;
  replies?: unknown;
  brief?: unknown;
  recipients?: unknown;
  status?: string;
}

export interface History {
  status?: string;
  brief?: unknown;
  recipients?: unknown;
  feedback?: unknown;
  messages?: unknown;
}

/** A turn may wait for a slow bot; past this the line is taken for dead and the message can be sent again. */
const LONGEST_MS = 60_000;

const id = encodeURIComponent;

/** The conversation API over HTTP. Knows no page and keeps no state. */
export class Api {
  constructor(
    readonly base: string,
    private readonly fetcher: typeof fetch = (input, init) => fetch(input, init),
  ) {}

  config(): Promise<unknown> {
    return this.call("GET", "/config");
  }

  create(): Promise<Session> {
    return this.call("POST", "/conversations", null, {});
  }

  history(session: Session): Promise<History> {
    return this.call("GET", "", session);
  }

  send(session: Session, message: { client_id: string; text?: string; payload?: string }): Promise<Answer> {
    return this.call("POST", "/messages", session, message);
  }

  editBrief(session: Session, change: Partial<Brief>): Promise<Answer> {
    return this.call("PATCH", "/brief", session, change);
  }

  wishlist(session: Session): Promise<unknown> {
    return this.call("GET", "/wishlist", session);
  }

  setSaved(session: Session, productId: string, saved: boolean): Promise<unknown> {
    return this.call(saved ? "PUT" : "DELETE", `/wishlist/items/${id(productId)}`, session);
  }

  rate(session: Session, productId: string, verdict: string | null, reason: string | null): Promise<unknown> {
    const path = `/feedback/${id(productId)}`;
    return verdict
      ? this.call("PUT", path, session, { verdict, reason })
      : this.call("DELETE", path, session);
  }

  /** Deletes the conversation and all that hangs on it. */
  erase(session: Session): Promise<unknown> {
    return this.call("DELETE", "", session);
  }

  share(session: Session): Promise<unknown> {
    return this.call("POST", "/wishlist/share", session, {});
  }

  unshare(session: Session, token: string): Promise<unknown> {
    return this.call("DELETE", `/wishlist/share/${id(token)}`, session);
  }

  /** EventSource can't send the token in a header, so the stream is read from a plain response. */
  events(session: Session, lastSeq: number, signal: AbortSignal): Promise<Response> {
    return this.#fetch("GET", "/events", session, { "Last-Event-ID": `${lastSeq}` }, { signal });
  }

  /** Any call; `path` is relative to the conversation where there is one. */
  async call<T>(method: string, path: string, session?: Session | null, body?: object): Promise<T> {
    const headers: Record<string, string> = body ? { "Content-Type": "application/json" } : {};
    const response = await this.#fetch(method, path, session, headers, {
      body: body && JSON.stringify(body),
      // A message on its way outlives the page: the shopper may follow a link right after sending.
      keepalive: !!body,
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    return JSON.parse((await response.text()) || "{}");
  }

  async #fetch(
    method: string,
    path: string,
    session: Session | null | undefined,
    headers: Record<string, string>,
    init: RequestInit,
  ): Promise<Response> {
    let url = `${this.base}/api${path}`;
    if (session) {
      url = `${this.base}/api/conversations/${id(session.id)}${path}`;
      headers.Authorization = `Bearer ${session.token}`;
    }
    const response = await this.fetcher(url, { method, headers, ...init });
    const { ok, status } = response;
    if (ok) return response;
    // A 404 to PUT or DELETE speaks of a thing inside the conversation, not of the conversation.
    const gone = status === 401 || status === 403 || (status === 404 && !/^PUT|^DEL/.test(method));
    throw new (gone ? GoneError : ApiError)(status);
  }
}
