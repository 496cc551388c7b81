import { useEffect, useState } from "preact/hooks";
import type { CannedReply } from "../api";

interface Shared {
  replies: CannedReply[];
  storeName: string;
}

/** What several parts of the console share. */
class SharedStore {
  state: Shared = { replies: [], storeName: "" };
  readonly #listeners = new Set<() => void>();

  set(change: Partial<Shared>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener();
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const store = new SharedStore();

export function useShared(): Shared {
  const [state, setState] = useState(store.state);
  useEffect(() => store.listen(() => setState(store.state)), []);
  return state;
}
