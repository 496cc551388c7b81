import type { Memory } from "../kit/memory";
import { type Json, record, text } from "../kit/read";
import type { Api, Session } from "../transport/api";

const KEY = "session";

function read(value: unknown): Session | null {
  const data: Json = record(value);
  const session = { id: text(data.id), token: text(data.token) };
  return session.id && session.token ? session : null;
}

/** The one conversation of this browser; made at the first need, remembered across pages. */
export class Sessions {
  current: Session | null;
  #making: Promise<Session> | null = null;

  constructor(
    private readonly api: Api,
    private readonly memory: Memory,
  ) {
    this.current = read(memory.get(KEY));
  }

  /** The current conversation, or a new one; callers at the same time get the same one. */
  async ensure(): Promise<Session> {
    if (this.current) return this.current;
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  drop(): void {
    this.current = null;
    this.memory.set(KEY, null);
  }

  async #make(): Promise<Session> {
    const session = read(await this.api.create());
    if (!session) throw new Error("the server made no conversation");
    this.current = session;
    this.memory.set(KEY, session);
    return session;
  }
}
