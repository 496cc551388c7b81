import type { Memory } from "../kit/memory";
import * as words from "../locales/en";
import type { Api } from "../transport/api";
import { ApiError } from "../transport/errors";
import type { Brief } from "./brief";
import { Link } from "./link";
import { confirmed, lastSeq } from "./log";
import { Sessions } from "./sessions";
import type { Failure, Pending, Sheet, State } from "./state";
import { Store } from "./store";
import { WishlistActions } from "./wishlist";

const NOTICE_MS = 3500;

/** Own messages that the log does not have yet are kept across a reload: `client_id` makes sending them twice harmless. */
const OUTBOX = "outbox";

/** All that a shopper can do, without a page: the view calls these and shows the store. */
export class Controller {
  readonly store = new Store((state, before) => this.#changed(state, before));
  readonly wishlist: WishlistActions;
  readonly #link: Link;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly api: Api,
    private readonly memory: Memory,
    private readonly onChange: () => void,
    private readonly makeId: () => string = randomId,
  ) {
    this.#link = new Link(api, new Sessions(api, memory), this.store);
    this.wishlist = new WishlistActions(api, this.#link, this.store);
  }

  /** Takes up where the last page left off. */
  async start(): Promise<void> {
    const { store, memory } = this;
    const waiting = memory.get<Pending[]>(OUTBOX) ?? [];
    store.set({ seen: !!memory.get("seen"), readSeq: memory.get("read") ?? 0 });
    await this.#link.resume();
    for (const pending of waiting)
      if (!store.state.messages.some((message) => message.clientId === pending.clientId))
        this.deliver(pending);
  }

  open(open: boolean): void {
    const { seen, messages, readSeq } = this.store.state;
    const read = Math.max(readSeq, lastSeq(messages));
    this.store.set({ open, seen: seen || open, readSeq: read, sheet: null, menu: null });
  }

  show(sheet: Sheet | null): void {
    this.store.set({ sheet, menu: null });
    if (sheet === "wishlist") void this.wishlist.load();
  }

  /** Sends a text, or the payload of a quick reply that shows `text`. */
  send(text: string, payload = ""): void {
    if (!text.trim()) return;
    const at = new Date().toISOString();
    void this.deliver({ clientId: this.makeId(), text: text.trim(), payload, at, failure: null });
  }

  /** Sends a message, or sends one again: the server knows it by its `client_id`. */
  async deliver(pending: Pending): Promise<void> {
    const { store, api } = this;
    const { clientId, text, payload } = pending;
    const message = payload ? { payload } : { text };
    const others = () => store.state.pending.filter((item) => item.clientId !== clientId);
    store.set({ pending: [...others(), { ...pending, failure: null }] });
    try {
      await this.#link.turn(
        (session) => api.send(session, { client_id: clientId, ...message }),
        ({ seq }) => seq && store.set(confirmed(store.state, clientId, seq)),
      );
    } catch (error) {
      const { pending: now } = store.state;
      if (now.some((item) => item.clientId === clientId))
        store.set({ pending: [...others(), { ...pending, failure: failureOf(error) }] });
    }
  }

  discard(pending: Pending): void {
    this.store.set({ pending: this.store.state.pending.filter((item) => item !== pending) });
  }

  /** Changes parts of the brief: shown at once, taken back when the server can't. */
  async editBrief(change: Partial<Brief>): Promise<void> {
    const { store, api } = this;
    const { brief } = store.state;
    store.set({ brief: { ...brief, ...change }, editing: null });
    try {
      await this.#link.turn((session) => api.editBrief(session, change));
    } catch {
      store.set({ brief, notice: words.problem });
    }
  }

  restart(): void {
    this.store.set({ pending: [], sheet: null, editing: null });
    this.#link.reset();
  }

  setOnline(online: boolean): void {
    this.store.set({ online });
    if (!online) return;
    this.#link.hurry();
    this.#resend();
  }

  /** Whether anyone can see the page. */
  setVisible(visible: boolean): void {
    this.#link.pause(!visible);
  }

  #resend(): void {
    for (const pending of this.store.state.pending)
      if (pending.failure === "offline") void this.deliver(pending);
  }

  /** What follows from a change: the page is shown anew, the next page's needs are kept, a notice goes after a while. */
  #changed(state: State, before: State): void {
    const { memory } = this;
    if (state.seen !== before.seen) memory.set("seen", true);
    if (state.readSeq !== before.readSeq) memory.set("read", state.readSeq);
    if (state.pending !== before.pending) memory.set(OUTBOX, state.pending);
    if (state.live && !before.live) this.#resend();
    if (state.notice && state.notice !== before.notice) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.store.set({ notice: "" }), NOTICE_MS);
    }
    this.onChange();
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiError)) return "offline";
  return error.status === 413 || error.status === 422 ? "refused" : "failed";
}

/** `crypto.randomUUID` exists only on https pages; shops on plain http get ids that are as good for telling messages apart. */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");
}
