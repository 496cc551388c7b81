import { type Json, list, number, record, text, texts } from "../kit/read";
import { parseMessages } from "../messages/parse";
import type { Answer, Api, Session } from "../transport/api";
import { GoneError } from "../transport/errors";
import type { ServerEvent } from "../transport/sse";
import { EventStream } from "../transport/stream";
import { parseBrief } from "./brief";
import { received } from "./log";
import { parseFeedback, parseRecipients } from "./people";
import type { Sessions } from "./sessions";
import { NO_TALK, type Talk } from "./state";
import type { Store } from "./store";

/** Binds the store to the current conversation: what the server says goes into the store, once. */
export class Link {
  /** The last `seq` read from the history or the stream: only these come without gaps. */
  #streamed = 0;
  #paused = false;
  #page = "";
  readonly #stream: EventStream;

  constructor(
    private readonly api: Api,
    readonly sessions: Sessions,
    private readonly store: Store,
  ) {
    this.#stream = new EventStream({
      connect: async (signal) => {
        if (!sessions.current) throw new GoneError(404);
        return api.events(sessions.current, this.#streamed, signal);
      },
      onEvent: (event) => this.#event(event),
      // A stream that begins says what is under way; one that ends leaves nothing to wait for.
      onLive: (live) => store.set({ live, typing: false }),
      onGone: () => this.reset(),
    });
  }

  /** Reads the history of a remembered conversation and follows it from there. */
  async resume(): Promise<void> {
    const session = this.sessions.current;
    if (!session) return;
    this.store.set({ loading: true });
    try {
      const { messages, feedback, ...rest } = await this.api.history(session);
      if (session !== this.sessions.current) return;
      this.#streamed = Math.max(0, ...list(messages).map((raw) => number(record(raw).seq) ?? 0));
      this.take({ replies: messages, ...rest });
      this.store.set({ feedback: parseFeedback(feedback) });
    } catch (error) {
      if (error instanceof GoneError) {
        this.reset();
        return;
      }
      // The stream tries on, with pauses, and brings everything from the first message.
      this.store.set({ loading: false, live: false });
    }
    this.#follow();
  }

  /**
   * Runs `work` in the current conversation; where that is gone, once more in a new one. An answer that comes after
   * the conversation was left is dropped: then this is null.
   */
  async within<T>(work: (session: Session) => Promise<T>): Promise<T | null> {
    for (let again = true; ; again = false) {
      const session = await this.sessions.ensure();
      this.#follow();
      try {
        const answer = await work(session);
        return session === this.sessions.current ? answer : null;
      } catch (error) {
        if (!(error instanceof GoneError)) throw error;
        if (session === this.sessions.current) this.reset();
        if (!again) throw error;
      }
    }
  }

  /** Runs a turn of the bot, and takes what it says. */
  async turn(work: (session: Session) => Promise<Answer>, first?: (answer: Answer) => void): Promise<void> {
    const { store } = this;
    store.set({ turns: store.state.turns + 1 });
    try {
      const answer = await this.within(work);
      if (answer) {
        first?.(answer);
        this.take(answer);
      }
    } finally {
      store.set({ turns: Math.max(0, store.state.turns - 1) });
    }
  }

  /** Leaves the conversation; the next need makes a new one. What the shopper is sending goes on. */
  reset(): void {
    this.#stream.stop();
    this.#streamed = 0;
    this.sessions.keep(null);
    const { turns, pending } = this.store.state;
    this.store.set({ ...NO_TALK, turns: pending.length && turns });
  }

  /** A page that nobody looks at holds no connection open. */
  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) {
      this.#stream.stop();
      this.store.set({ typing: false });
    } else this.#follow();
  }

  hurry(): void {
    this.#stream.hurry();
  }

  #follow(): void {
    const session = this.sessions.current;
    if (!session || this.#paused) return;
    this.#stream.start();
    // Whoever takes the conversation over sees what the shopper looks at: no query, which is nobody's business.
    const url = location.origin + location.pathname;
    const page = `${session.id} ${url}`;
    if (page === this.#page) return;
    this.#page = page;
    void this.api.call("POST", "/visits", session, { url, title: document.title }).catch(() => undefined);
  }

  #event(event: ServerEvent): void {
    let data: Json;
    try {
      data = record(JSON.parse(event.data));
    } catch {
      return;
    }
    if (event.event === "message") {
      this.#streamed = Math.max(this.#streamed, number(data.seq) ?? 0);
      this.take({ replies: [data] });
    } else if (event.event === "state") {
      this.take({ brief: data.brief, recipients: data.recipients, status: text(data.status) });
      this.store.set({ saved: texts(data.wishlist), fits: number(data.fits), queue: data.queue as Json });
      if (data.feedback) this.store.set({ feedback: parseFeedback(data.feedback) });
    } else if (event.event === "typing") this.store.set({ typing: data.on === true });
  }

  /** Takes what a turn answered into the store. */
  take({ replies, brief, recipients, status }: Answer): void {
    const { state } = this.store;
    const talk: Partial<Talk> = received(state, parseMessages(replies, this.api.base));
    if (brief) talk.brief = parseBrief(brief);
    if (recipients) talk.recipients = parseRecipients(recipients);
    if (status) talk.status = status;
    this.store.set(talk);
  }
}
