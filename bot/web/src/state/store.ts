import { INITIAL, type State } from "./state";

/** The state, and who wants to know of its changes. */
export class Store {
  state: State = INITIAL;

  constructor(private readonly onChange: (state: State, before: State) => void) {}

  set(change: Partial<State>): void {
    const before = this.state;
    this.state = { ...before, ...change };
    this.onChange(this.state, before);
  }
}
