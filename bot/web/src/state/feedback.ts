import { fill, split } from "../kit/fill";
import { words } from "../locales/words";
import type { Card } from "../messages/types";
import type { Api } from "../transport/api";
import type { Link } from "./link";
import type { Verdict } from "./state";
import type { Store } from "./store";

/** Why a gift is not for them; in the order of the locale's `reasons`. */
export const REASONS = ["too_expensive", "has_it", "not_their_taste", "wrong_age", "other"] as const;

/** What the shopper thinks of single gifts. */
export class FeedbackActions {
  constructor(
    private readonly api: Api,
    private readonly link: Link,
    private readonly store: Store,
    private readonly say: (text: string) => void,
  ) {}

  /** Says that a gift is useful, or takes that back. */
  useful = (card: Card): Promise<void> => {
    const before = this.store.state.feedback[card.id];
    return this.#rate(card.id, before === "useful" ? null : "useful", null);
  };

  /** Says that a gift is not for them and why (an index of REASONS), to the shop and to the bot. */
  notForUs = async ({ id, title }: Card, reason: number): Promise<void> => {
    const why = split(words.said.reasons)[reason];
    const text = fill(words.said.notForUs, { title });
    this.say(why ? `${text} (${why})` : text);
    await this.#rate(id, "not_for_us", REASONS[reason] ?? null);
  };

  takeBack = ({ id }: Card): Promise<void> => this.#rate(id, null, null);

  /** Shown at once, taken back when the server can't. */
  async #rate(id: string, verdict: Verdict | null, reason: string | null): Promise<void> {
    const { store } = this;
    const before = store.state.feedback[id];
    const show = (now?: Verdict | null) => {
      const { [id]: _, ...others } = store.state.feedback;
      store.set({ feedback: now ? { ...others, [id]: now } : others });
    };
    show(verdict);
    try {
      await this.link.within((session) => this.api.rate(session, id, verdict, reason));
    } catch {
      show(before);
      store.set({ notice: words.problem });
    }
  }
}
