import type { Memory } from "../kit/memory";
import type { Api, Session } from "../transport/api";

const KEY = "session";

/** The one conversation of this browser; made at the first need, remembered across pages. */
export class Sessions {
  current: Session | null;
  #making: Promise<Session> | null = null;

  constructor(
    private readonly api: Api,
    private readonly memory: Memory,
  ) {
    this.current = memory.get(KEY);
  }

  /** The current conversation, or a new one; callers at the same time get the same one. */
  async ensure(): Promise<Session> {
    if (this.current) return this.current;
    this.#making ??= this.api.create().finally(() => {
      this.#making = null;
    });
    this.keep(await this.#making);
    return this.ensure();
  }

  /** Remembers a conversation, or with null that there is none. */
  keep(session: Session | null): void {
    this.current = session;
    this.memory.set(KEY, session);
  }
}
