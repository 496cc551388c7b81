import { fill } from "../kit/fill";
import type { Memory } from "../kit/memory";
import { words } from "../locales/words";
import type { Card, ForWhom } from "../messages/types";
import type { Answer, Api } from "../transport/api";
import { ApiError, GoneError } from "../transport/errors";
import type { Brief } from "./brief";
import { FeedbackActions } from "./feedback";
import { Link } from "./link";
import { confirmed, lastSeq } from "./log";
import { Sessions } from "./sessions";
import { type Failure, INITIAL, type Pending, type Sheet, type State } from "./state";
import { Store } from "./store";
import { WishlistActions } from "./wishlist";

const NOTICE_MS = 3500;
/** How often it is said that the shopper goes on writing. */
const TYPING_MS = 3000;

/** Own messages that the log does not have yet are kept across a reload: `client_id` makes sending them twice harmless. */
const OUTBOX = "outbox";

/** All that a shopper can do, without a page: the view calls these and shows the store. */
export class Controller {
  readonly store = new Store((state, before) => this.#changed(state, before));
  readonly wishlist: WishlistActions;
  readonly feedback: FeedbackActions;
  /** Called when somebody else has said something. */
  onHeard: () => void = () => undefined;
  readonly #link: Link;
  #told = 0;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(
    readonly api: Api,
    private readonly memory: Memory,
    private readonly onChange: () => void,
    private readonly makeId: () => string = randomId,
  ) {
    this.#link = new Link(api, new Sessions(api, memory), this.store);
    this.wishlist = new WishlistActions(api, this.#link, this.store);
    this.feedback = new FeedbackActions(api, this.#link, this.store, (text) => this.send(text));
  }

  /** The conversation's id, undefined where there is none yet. */
  get id(): string | undefined {
    return this.#link.sessions.current?.id;
  }

  /** Takes up where the last page left off. */
  async start(): Promise<void> {
    const { store, memory } = this;
    const waiting = memory.get<Pending[]>(OUTBOX) ?? [];
    store.set({
      seen: !!memory.get("seen"),
      sound: !!memory.get("sound"),
      sighted: !!memory.get("sighted"),
      readSeq: memory.get("read") ?? 0,
    });
    await this.#link.resume();
    for (const pending of waiting)
      if (!store.state.messages.some((message) => message.clientId === pending.clientId))
        this.deliver(pending);
  }

  open(open: boolean): void {
    const { seen, messages, readSeq } = this.store.state;
    const read = Math.max(readSeq, lastSeq(messages));
    this.store.set({ open, seen: seen || open, readSeq: read, sheet: null, menu: null, hello: false });
  }

  show(sheet: Sheet | null): void {
    this.store.set({ sheet, menu: null });
    if (sheet === "wishlist") void this.wishlist.load();
  }

  /** What the shopper writes, until it is sent. People who have the conversation see that something is written. */
  write(draft: string): void {
    this.store.set({ draft });
    const now = Date.now();
    if (this.store.state.status === "bot" || now - this.#told < TYPING_MS) return;
    this.#told = now;
    this.call("POST", "/typing", { on: true }).catch(() => undefined);
  }

  /** Sends a text, or the payload of a quick reply that shows `text`. */
  send(text: string, payload = ""): void {
    if (!text.trim()) return;
    this.#told = 0;
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

  switchTo(recipient: number, label: string): void {
    this.send(label, `/switch_recipient${JSON.stringify({ recipient })}`);
  }

  /** Remembers a gift to compare with; with one remembered, asks the bot to compare the two. */
  compare(card: Card | null): void {
    const { comparing } = this.store.state;
    const both = card && comparing && comparing.id !== card.id;
    this.store.set({ comparing: both ? null : card, menu: null });
    if (both) this.send(fill(words.said.compare, { title: comparing.title, other: card.title }));
  }

  showQuiz(quiz: ForWhom | null): void {
    this.store.set({ quiz, menu: null });
  }

  /** A call of a part of the widget, in the conversation. */
  call = (method: string, path: string, body?: object): Promise<unknown> =>
    this.#link.within((session) => this.api.call(method, path, session, body));

  /** The quiz is done: what the bot answers to it stands in the chat. */
  quizDone(answer: Answer): void {
    this.store.set({ quiz: null });
    this.#link.take(answer);
  }

  /** A new conversation, with the wishlist of the old one. */
  async restart(): Promise<void> {
    const { store, api } = this;
    const { saved } = store.state;
    store.set({ pending: [], sheet: null, editing: null });
    this.#link.reset();
    store.set({ saved });
    try {
      for (const id of saved) await this.#link.within((session) => api.setSaved(session, id, true));
      // Whoever looked at the list meanwhile saw it half filled.
      if (store.state.wishlist || store.state.sheet === "wishlist") await this.wishlist.load();
    } catch {
      store.set({ notice: words.problem });
    }
  }

  /** Deletes all that the server knows of the conversation, then all that this browser keeps. */
  async erase(): Promise<void> {
    const { store, api, memory } = this;
    const session = this.#link.sessions.current;
    try {
      if (session) await api.erase(session);
    } catch (error) {
      if (!(error instanceof GoneError || (error instanceof ApiError && error.status === 404))) {
        store.set({ notice: words.problem });
        return;
      }
    }
    this.#link.reset();
    const { open, online } = store.state;
    store.set({ ...INITIAL, open, online, seen: true, notice: words.erased });
    memory.clear();
  }

  setSound(sound: boolean): void {
    this.store.set({ sound, menu: null });
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
    if (state.sighted !== before.sighted) memory.set("sighted", true);
    if (state.readSeq !== before.readSeq) memory.set("read", state.readSeq);
    if (state.pending !== before.pending) memory.set(OUTBOX, state.pending);
    if (state.sound !== before.sound) memory.set("sound", state.sound);
    const last = state.messages.at(-1);
    if (last && last.role !== "shopper" && before.messages.length && last.seq > lastSeq(before.messages))
      this.onHeard();
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
