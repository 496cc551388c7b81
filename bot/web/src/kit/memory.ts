/** Text kept across pages. A page may forbid storage (private mode, sandboxed frame): then it lasts as long as the page. */
export interface Memory {
  get<T>(key: string): T | null;
  set(key: string, value: unknown): void;
}

export function makeMemory(storage: () => Storage, prefix: string): Memory {
  const fallback = new Map<string, string>();
  const attempt = <T>(use: (real: Storage) => T): T | undefined => {
    try {
      return use(storage());
    } catch {
      return undefined;
    }
  };
  return {
    get<T>(key: string): T | null {
      const text = attempt((real) => real.getItem(prefix + key)) ?? fallback.get(prefix + key);
      if (!text) return null;
      try {
        return JSON.parse(text) as T;
      } catch {
        return null;
      }
    },
    set(key, value) {
      const name = prefix + key;
      if (value === null) {
        fallback.delete(name);
        attempt((real) => real.removeItem(name));
        return;
      }
      fallback.set(name, JSON.stringify(value));
      attempt((real) => real.setItem(name, JSON.stringify(value)));
    },
  };
}
