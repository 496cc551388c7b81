import { type Action, reduce } from "./reducer";
import { INITIAL, type State } from "./state";

export class Store {
  state: State = INITIAL;
  readonly #listeners = new Set<(state: State) => void>();

  dispatch(action: Action): void {
    this.state = reduce(this.state, action);
    for (const listener of this.#listeners) listener(this.state);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (state: State) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
