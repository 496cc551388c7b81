import { list, number, record, text, texts } from "../kit/read";
import { parseMessages } from "../messages/parse";
import type { Answer, Api, Session } from "../transport/api";
import { GoneError } from "../transport/errors";
import type { ServerEvent } from "../transport/sse";
import { EventStream } from "../transport/stream";
import { parseBrief } from "./brief";
import type { Sessions } from "./sessions";
import type { Store } from "./store";

/** Binds the store to the current conversation: what the server says goes into the store, once. */
export class Link {
  /** The last `seq` read from the history or the stream: only these come without gaps. */
  #streamed = 0;
  #paused = false;
  readonly #stream: EventStream;

  constructor(
    private readonly api: Api,
    private readonly sessions: Sessions,
    private readonly store: Store,
  ) {
    this.#stream = new EventStream({
      connect: (signal) => {
        const session = sessions.current;
        if (!session) throw new GoneError(404);
        return api.events(session, this.#streamed, signal);
      },
      onEvent: (event) => this.#event(event),
      onLive: (on) => store.dispatch({ type: "live", on }),
      onGone: () => this.reset(),
    });
  }

  /** Reads the history of a remembered conversation and follows it from there. */
  async resume(): Promise<void> {
    const session = this.sessions.current;
    if (!session) return;
    this.store.dispatch({ type: "loading" });
    try {
      const history = await this.api.history(session);
      if (session !== this.sessions.current) return;
      this.#streamed = Math.max(0, ...list(history.messages).map((raw) => number(record(raw).seq) ?? 0));
      this.#take({ replies: history.messages ?? [], brief: history.brief, status: history.status });
    } catch (error) {
      if (error instanceof GoneError) return this.reset();
      // The stream tries on, with pauses, and brings everything from the first message.
      this.store.dispatch({ type: "messages", messages: [] });
    }
    this.follow();
  }

  /** Runs `work` in the current conversation; where that is gone, once more in a new one. */
  async within<T>(work: (session: Session) => Promise<T>): Promise<T> {
    for (let again = true; ; again = false) {
      const session = await this.sessions.ensure();
      this.follow();
      try {
        return await work(session);
      } catch (error) {
        if (!(error instanceof GoneError)) throw error;
        if (this.isCurrent(session)) this.reset();
        if (!again) throw error;
      }
    }
  }

  exists(): boolean {
    return this.sessions.current !== null;
  }

  isCurrent(session: Session): boolean {
    return session === this.sessions.current;
  }

  /** Takes an answer to a call; one that belongs to a conversation left meanwhile is dropped. */
  answered(session: Session, answer: Answer): void {
    if (this.isCurrent(session)) this.#take(answer);
  }

  /** Leaves the conversation; the next need makes a new one. */
  reset(): void {
    this.#stream.stop();
    this.#streamed = 0;
    this.sessions.drop();
    this.store.dispatch({ type: "reset" });
  }

  follow(): void {
    if (this.sessions.current && !this.#paused) this.#stream.start();
  }

  /** A page that nobody looks at holds no connection open. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#stream.stop();
    else this.follow();
  }

  hurry(): void {
    this.#stream.hurry();
  }

  #event(event: ServerEvent): void {
    let data: ReturnType<typeof record>;
    try {
      data = record(JSON.parse(event.data));
    } catch {
      return;
    }
    if (event.type === "message") {
      const messages = parseMessages([data], this.api.base);
      this.#streamed = Math.max(this.#streamed, ...messages.map((message) => message.seq));
      this.store.dispatch({ type: "messages", messages });
    } else if (event.type === "state") {
      this.#take({ brief: data.brief, status: text(data.status) });
      const fits = number(data.fits);
      if (fits !== null) this.store.dispatch({ type: "fits", fits });
      this.store.dispatch({ type: "savedIds", ids: texts(data.wishlist) });
    } else if (event.type === "typing") {
      this.store.dispatch({ type: "typing", on: data.on === true });
    }
  }

  #take(answer: Answer): void {
    const dispatch = this.store.dispatch.bind(this.store);
    if (answer.replies)
      dispatch({ type: "messages", messages: parseMessages(answer.replies, this.api.base) });
    if (answer.brief) dispatch({ type: "brief", brief: parseBrief(answer.brief) });
    if (answer.status) dispatch({ type: "status", status: answer.status });
  }
}
