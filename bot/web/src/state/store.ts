import { INITIAL, type State } from "./state";

/** The state, and those who want to know of its changes. */
export class Store {
  state: State = INITIAL;
  readonly #listeners: ((state: State) => void)[] = [];

  set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) listener(this.state);
  }

  subscribe(listener: (state: State) => void): void {
    this.#listeners.push(listener);
  }
}
