import { type Json, record, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import { words } from "../locales/words";
import { parseCards } from "../messages/card";
import type { Api } from "../transport/api";
import type { Link } from "./link";
import type { Wishlist } from "./state";
import type { Store } from "./store";

/** The shopper's list: saving, reading, sharing. */
export class WishlistActions {
  constructor(
    private readonly api: Api,
    private readonly link: Link,
    private readonly store: Store,
  ) {}

  /** Saves or removes a product: shown at once, taken back when the server can't. */
  toggle = async (id: string): Promise<void> => {
    const { store } = this;
    const { saved, wishlist } = store.state;
    const others = saved.filter((other) => other !== id);
    const removing = others.length < saved.length;
    store.set({
      saved: removing ? others : [...saved, id],
      wishlist: wishlist && { ...wishlist, items: wishlist.items.filter((item) => item.id !== id) },
    });
    try {
      await this.link.within((session) => this.api.setSaved(session, id, !removing));
    } catch {
      store.set({ saved, wishlist, notice: words.problem });
    }
  };

  #loads = 0;

  load = async (): Promise<void> => {
    const turn = ++this.#loads;
    try {
      const raw = this.link.sessions.current
        ? await this.link.within((session) => this.api.wishlist(session))
        : {};
      if (turn < this.#loads) return; // a later look knows more
      const { items, share } = record(raw);
      const wishlist = { items: parseCards(items, this.api.base), share: this.#readShare(record(share)) };
      this.store.set({ wishlist, wishlistFailed: false, saved: wishlist.items.map((item) => item.id) });
    } catch {
      this.store.set({ wishlistFailed: true });
    }
  };

  share = async (): Promise<void> => {
    try {
      this.#shared(this.#readShare(record(await this.link.within((session) => this.api.share(session)))));
    } catch {
      this.store.set({ notice: words.problem });
    }
  };

  unshare = async (token: string): Promise<void> => {
    try {
      await this.link.within((session) => this.api.unshare(session, token));
      this.#shared(null);
      this.store.set({ notice: words.unshared });
    } catch {
      this.store.set({ notice: words.problem });
    }
  };

  #shared(share: Wishlist["share"]): void {
    const { wishlist } = this.store.state;
    if (wishlist) this.store.set({ wishlist: { ...wishlist, share } });
  }

  #readShare(data: Json): Wishlist["share"] {
    const url = safeUrl(data.url, this.api.base);
    return url ? { url, token: text(data.token) } : null;
  }
}
