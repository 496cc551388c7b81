import { record, text } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import { t } from "../locales";
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
  async set(productId: string, saved: boolean): Promise<void> {
    const { store } = this;
    const before = store.state.wishlist;
    store.dispatch({ type: "saved", productId, saved });
    if (before && !saved) {
      const wishlist = { ...before, items: before.items.filter((item) => item.id !== productId) };
      store.dispatch({ type: "wishlist", wishlist });
    }
    try {
      await this.link.within((session) => this.api.setSaved(session, productId, saved));
    } catch {
      store.dispatch({ type: "saved", productId, saved: !saved });
      if (before && !saved) store.dispatch({ type: "wishlist", wishlist: before });
      store.dispatch({ type: "notice", text: t("problem") });
    }
  }

  async load(): Promise<void> {
    if (!this.link.exists()) {
      this.store.dispatch({ type: "wishlist", wishlist: { items: [], share: null } });
      return;
    }
    try {
      const raw = await this.link.within((session) => this.api.wishlist(session));
      this.store.dispatch({ type: "wishlist", wishlist: this.#read(raw) });
    } catch {
      this.store.dispatch({ type: "wishlistFailed" });
    }
  }

  async share(): Promise<void> {
    await this.#change(async () => {
      const raw = await this.link.within((session) => this.api.share(session));
      return this.#readShare(raw);
    });
  }

  async unshare(token: string): Promise<void> {
    await this.#change(async () => {
      await this.link.within((session) => this.api.unshare(session, token));
      this.store.dispatch({ type: "notice", text: t("unshared") });
      return null;
    });
  }

  async #change(work: () => Promise<Wishlist["share"]>): Promise<void> {
    try {
      const share = await work();
      const { wishlist } = this.store.state;
      if (wishlist) this.store.dispatch({ type: "wishlist", wishlist: { ...wishlist, share } });
    } catch {
      this.store.dispatch({ type: "notice", text: t("problem") });
    }
  }

  #read(raw: unknown): Wishlist {
    const data = record(raw);
    return { items: parseCards(data.items, this.api.base), share: this.#readShare(data.share) };
  }

  #readShare(raw: unknown): Wishlist["share"] {
    const data = record(raw);
    const url = safeUrl(data.url, this.api.base);
    const token = text(data.token);
    return url && token ? { url, token } : null;
  }
}
