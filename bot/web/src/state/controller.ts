import type { Memory } from "../kit/memory";
import { t } from "../locales";
import type { Card, QuickReply } from "../messages/types";
import type { Api } from "../transport/api";
import { ApiError } from "../transport/errors";
import type { Brief } from "./brief";
import { Link } from "./link";
import { loadOutbox, saveOutbox } from "./outbox";
import { Sessions } from "./sessions";
import { type Failure, isSaved, type Pending } from "./state";
import { Store } from "./store";
import { WishlistActions } from "./wishlist";

export interface ControllerOptions {
  api: Api;
  memory: Memory;
  makeId?: () => string;
  now?: () => Date;
}

/** All that a shopper can do, without a page: the view calls these and shows the store. */
export class Controller {
  readonly store = new Store();
  readonly wishlist: WishlistActions;
  readonly #api: Api;
  readonly #link: Link;
  readonly #sessions: Sessions;
  readonly #memory: Memory;
  readonly #makeId: () => string;
  readonly #now: () => Date;

  constructor({ api, memory, makeId = randomId, now = () => new Date() }: ControllerOptions) {
    this.#memory = memory;
    this.#makeId = makeId;
    this.#now = now;
    this.#sessions = new Sessions(api, memory);
    this.#link = new Link(api, this.#sessions, this.store);
    this.wishlist = new WishlistActions(api, this.#link, this.store);
    this.#api = api;
  }

  /** Takes up where the last page left off. */
  async start(): Promise<void> {
    const { store } = this;
    const ui = this.#memory.get<{ seen?: boolean; readSeq?: number }>("ui");
    if (ui?.seen) store.dispatch({ type: "seen", on: true });
    if (this.#sessions.current) store.state = { ...store.state, readSeq: ui?.readSeq ?? 0 };
    const waiting = loadOutbox(this.#memory, this.#now().getTime());
    this.#remember();
    await this.#link.resume();
    const known = new Set(store.state.messages.map((message) => message.clientId));
    for (const pending of waiting) if (!known.has(pending.clientId)) void this.#deliver(pending);
  }

  stop(): void {
    this.#link.pause(true);
  }

  send(text: string): void {
    const trimmed = text.trim();
    if (trimmed) void this.#deliver(this.#pending(trimmed, null));
  }

  choose(reply: QuickReply): void {
    void this.#deliver(this.#pending(reply.title, reply.payload));
  }

  retry(pending: Pending): void {
    void this.#deliver(pending);
  }

  discard(pending: Pending): void {
    this.store.dispatch({ type: "discarded", clientId: pending.clientId });
  }

  /** Changes parts of the brief: shown at once, taken back when the server can't. */
  async editBrief(change: Partial<Brief>): Promise<void> {
    const { store } = this;
    const before = store.state.brief;
    store.dispatch({ type: "brief", brief: { ...before, ...change } });
    store.dispatch({ type: "turnStarted" });
    try {
      await this.#link.within(async (session) => {
        this.#link.answered(session, await this.#api.editBrief(session, change));
      });
    } catch {
      store.dispatch({ type: "brief", brief: before });
      store.dispatch({ type: "notice", text: t("problem") });
    } finally {
      store.dispatch({ type: "turnEnded" });
    }
  }

  toggleSaved(card: Card): void {
    void this.wishlist.set(card.id, !isSaved(this.store.state, card));
  }

  restart(): void {
    for (const pending of this.store.state.pending) this.discard(pending);
    this.#link.reset();
    this.store.dispatch({ type: "sheet", sheet: null });
  }

  setOnline(on: boolean): void {
    if (on === this.store.state.online) return;
    this.store.dispatch({ type: "online", on });
    if (!on) return;
    this.#link.hurry();
    for (const pending of this.store.state.pending) if (pending.failure === "offline") this.retry(pending);
  }

  /** Whether anyone can see the page. */
  setVisible(visible: boolean): void {
    this.#link.pause(!visible);
  }

  #pending(text: string, payload: string | null): Pending {
    return { clientId: this.#makeId(), text, payload, at: this.#now().toISOString(), failure: null };
  }

  async #deliver(pending: Pending): Promise<void> {
    const { store } = this;
    const { clientId } = pending;
    const message = pending.payload ? { payload: pending.payload } : { text: pending.text };
    store.dispatch({ type: "sent", pending: { ...pending, failure: null } });
    store.dispatch({ type: "turnStarted" });
    try {
      await this.#link.within(async (session) => {
        const answer = await this.#api.send(session, { client_id: clientId, ...message });
        if (!this.#link.isCurrent(session)) return;
        if (answer.seq) store.dispatch({ type: "confirmed", clientId, seq: answer.seq });
        this.#link.answered(session, answer);
      });
    } catch (error) {
      store.dispatch({ type: "failed", clientId, failure: failureOf(error) });
    } finally {
      store.dispatch({ type: "turnEnded" });
    }
  }

  #remember(): void {
    let { readSeq, seen, pending } = this.store.state;
    this.store.subscribe((state) => {
      if (state.readSeq !== readSeq || state.seen !== seen) {
        ({ readSeq, seen } = state);
        this.#memory.set("ui", { readSeq, seen });
      }
      if (state.pending !== pending) {
        pending = state.pending;
        saveOutbox(this.#memory, pending);
      }
    });
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return "offline";
  if (error.status === 429) return "busy";
  return error.status === 413 || error.status === 422 ? "long" : "server";
}

/** `crypto.randomUUID` exists only on https pages; shops on plain http get ids that are as good for telling messages apart. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
