const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Milliseconds before try `attempt` (0 is the first): doubling, at most 30 s, half of it random so that clients spread out. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return full / 2 + (full / 2) * random();
}
