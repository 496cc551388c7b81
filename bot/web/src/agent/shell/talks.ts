import { readTalk, type Talk } from "../api";

/**
 * The open conversations, read anew when something changed. Of each, one reading is under way at a time; a change
 * meanwhile makes one more, so that what is shown last is never older than what was asked for last.
 */
export class Talks {
  talks: ReadonlyMap<string, Talk> = new Map();
  readonly #reading = new Map<string, { again: boolean; done: Promise<void> }>();

  constructor(
    private readonly changed: () => void,
    private readonly failed: (id: string, problem: unknown) => void,
    private readonly read: (id: string) => Promise<Talk> = readTalk,
  ) {}

  load(id: string): Promise<void> {
    const under = this.#reading.get(id);
    if (under) {
      under.again = true;
      return under.done;
    }
    const state = { again: false, done: Promise.resolve() };
    this.#reading.set(id, state);
    state.done = this.#load(id, state).finally(() => this.#reading.delete(id));
    return state.done;
  }

  forget(id: string): void {
    const talks = new Map(this.talks);
    if (talks.delete(id)) {
      this.talks = talks;
      this.changed();
    }
  }

  async #load(id: string, state: { again: boolean }): Promise<void> {
    do {
      state.again = false;
      try {
        const talk = await this.read(id);
        this.talks = new Map(this.talks).set(id, talk);
        this.changed();
      } catch (problem) {
        this.failed(id, problem);
        return;
      }
    } while (state.again);
  }
}
