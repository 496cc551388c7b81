import type { Message } from "../messages/types";
import type { State } from "./state";

/** What new messages change: each takes its place by `seq`; one that is known already is not added again. */
export function received(state: State, messages: Message[]): Partial<State> {
  const known = new Map(state.messages.map((message) => [message.seq, message]));
  let { fits, typing } = state;
  for (const message of messages) {
    if (known.has(message.seq)) continue;
    known.set(message.seq, message);
    // A person has finished writing; the bot may say "one moment" and work on: the server says when it is done.
    // What fits the wish is not counted in the gifts that a person picks.
    if (message.role === "agent") typing = false;
    else fits = message.content.total ?? fits;
  }
  const merged = [...known.values()].sort((a, b) => a.seq - b.seq);
  return {
    messages: merged,
    pending: state.pending.filter(
      (pending) => !messages.some((message) => message.clientId === pending.clientId),
    ),
    loading: false,
    readSeq: state.open ? lastSeq(merged) : state.readSeq,
    typing,
    fits,
  };
}

/** What the answer to an own message changes: it stands in the log now, where the server put it. */
export function confirmed(state: State, clientId: string, seq: number): Partial<State> {
  const pending = state.pending.find((item) => item.clientId === clientId);
  if (!pending) return {};
  const content = { text: pending.text };
  return received(state, [{ seq, role: "shopper", at: pending.at, clientId, content }]);
}

export function lastSeq(messages: Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}
