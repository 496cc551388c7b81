import type { Brief } from "../state/brief";
import { ApiError, GoneError } from "./errors";

export interface Session {
  id: string;
  token: string;
}

export interface Answer {
  seq?: number;
  replies?: unknown[];
  brief?: unknown;
  status?: string;
}

export interface History {
  status?: string;
  brief?: unknown;
  messages?: unknown[];
}

type Fetch = typeof fetch;

/** A turn may wait for a slow bot; past this the line is taken for dead and the message can be sent again. */
const TURN_MS = 60_000;
const CALL_MS = 20_000;

/** The conversation API over HTTP. Knows no page and keeps no state. */
export class Api {
  constructor(
    readonly base: string,
    private readonly fetcher: Fetch = (input, init) => fetch(input, init),
  ) {}

  config(): Promise<Record<string, unknown>> {
    return this.#call("GET", "/api/config");
  }

  create(): Promise<Session> {
    return this.#call("POST", "/api/conversations", { body: {} });
  }

  history(session: Session): Promise<History> {
    return this.#call("GET", "", { session });
  }

  send(session: Session, message: { client_id: string; text?: string; payload?: string }): Promise<Answer> {
    return this.#call("POST", "/messages", { session, body: message, timeout: TURN_MS });
  }

  editBrief(session: Session, change: Partial<Brief>): Promise<Answer> {
    return this.#call("PATCH", "/brief", { session, body: change, timeout: TURN_MS });
  }

  wishlist(session: Session): Promise<unknown> {
    return this.#call("GET", "/wishlist", { session });
  }

  setSaved(session: Session, productId: string, saved: boolean): Promise<unknown> {
    const path = `/wishlist/items/${encodeURIComponent(productId)}`;
    return this.#call(saved ? "PUT" : "DELETE", path, { session, missing: true });
  }

  share(session: Session): Promise<{ url?: unknown; token?: unknown }> {
    return this.#call("POST", "/wishlist/share", { session, body: {} });
  }

  unshare(session: Session, token: string): Promise<unknown> {
    const path = `/wishlist/share/${encodeURIComponent(token)}`;
    return this.#call("DELETE", path, { session, missing: true });
  }

  /** EventSource can't send the token in a header, so the stream is read from a plain response. */
  async events(session: Session, lastSeq: number, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { Accept: "text/event-stream", ...bearer(session) };
    if (lastSeq > 0) headers["Last-Event-ID"] = String(lastSeq);
    const response = await this.fetcher(this.#url("/events", session), {
      headers,
      signal,
      cache: "no-store",
    });
    if (!response.ok) throw errorOf(response, false);
    return response;
  }

  #url(path: string, session?: Session): string {
    return session
      ? `${this.base}/api/conversations/${encodeURIComponent(session.id)}${path}`
      : this.base + path;
  }

  /** `missing`: a 404 speaks of a thing inside the conversation, not of the conversation. */
  async #call<T>(
    method: string,
    path: string,
    options: { session?: Session; body?: unknown; timeout?: number; missing?: boolean } = {},
  ): Promise<T> {
    const { session, body } = options;
    const response = await this.fetcher(this.#url(path, session), {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(session ? bearer(session) : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      // A message on its way outlives the page: the shopper may follow a link right after sending.
      keepalive: body !== undefined,
      signal: AbortSignal.timeout(options.timeout ?? CALL_MS),
    });
    if (!response.ok) throw errorOf(response, options.missing ?? false);
    const text = await response.text();
    return (text ? JSON.parse(text) : {}) as T;
  }
}

function bearer(session: Session): Record<string, string> {
  return { Authorization: `Bearer ${session.token}` };
}

function errorOf(response: Response, missing: boolean): ApiError {
  const { status } = response;
  const gone = status === 401 || status === 403 || (status === 404 && !missing);
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  return gone ? new GoneError(status) : new ApiError(status, retryAfter);
}
