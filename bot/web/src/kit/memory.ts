/** Values kept across pages. A page may forbid storage (private mode, sandboxed frame): then they last as long as the page. */
export class Memory {
  readonly #fallback = new Map<string, string>();

  constructor(
    private readonly storage: () => Storage,
    private readonly prefix: string,
  ) {}

  get<T>(key: string): T | null {
    const name = this.prefix + key;
    try {
      return JSON.parse(this.storage().getItem(name) ?? "null");
    } catch {
      return JSON.parse(this.#fallback.get(name) ?? "null");
    }
  }

  /** Forgets all of it. */
  clear(): void {
    this.#fallback.clear();
    try {
      const storage = this.storage();
      for (const name of Object.keys(storage)) if (name.startsWith(this.prefix)) storage.removeItem(name);
    } catch {
      // There was nothing but the fallback.
    }
  }

  set(key: string, value: unknown): void {
    const name = this.prefix + key;
    const text = JSON.stringify(value);
    this.#fallback.set(name, text);
    try {
      this.storage().setItem(name, text);
    } catch {
      // The fallback has it.
    }
  }
}
