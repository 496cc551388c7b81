import type { Memory } from "../kit/memory";
import type { Pending } from "./state";

const KEY = "outbox";
const OLDEST_MS = 60 * 60 * 1000;

/** Own messages that the log does not have yet, kept across a reload: `client_id` makes sending them twice harmless. */
export function loadOutbox(memory: Memory, now: number): Pending[] {
  return (memory.get<Pending[]>(KEY) ?? []).filter((item) => now - Date.parse(item.at) < OLDEST_MS);
}

export function saveOutbox(memory: Memory, pending: Pending[]): void {
  memory.set(KEY, pending);
}
