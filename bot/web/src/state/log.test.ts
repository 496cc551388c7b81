import { expect, test } from "vitest";
import type { Message, Role } from "../messages/types";
import { confirmed, received } from "./log";
import { INITIAL, type Pending, type State, unread } from "./state";

function message(seq: number, role: Role = "bot", clientId = ""): Message {
  return { seq, role, at: "", clientId, content: { text: `${seq}` } };
}

const PENDING: Pending = {
  clientId: "k",
  text: "mine",
  payload: "",
  at: "2026-11-22T10:00:00Z",
  failure: null,
};

function after(state: State, ...batches: Message[][]): State {
  let now = state;
  for (const batch of batches) now = { ...now, ...received(now, batch) };
  return now;
}

test("messages stand by seq, each once, whatever the order they come in", () => {
  const state = after(INITIAL, [message(3), message(1)], [message(2), message(3)]);
  expect(state.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test("an own message from the stream takes the place of the one that waits", () => {
  const state = after({ ...INITIAL, pending: [PENDING] }, [message(1, "shopper", "k")]);
  expect(state.pending).toEqual([]);
  expect(state.messages).toHaveLength(1);
});

test("the answer to an own message does so once, even where the stream was first", () => {
  const waiting = { ...INITIAL, pending: [PENDING] };
  const byAnswer = { ...waiting, ...confirmed(waiting, "k", 5) };
  expect(byAnswer.messages).toMatchObject([{ seq: 5, role: "shopper", content: { text: "mine" } }]);
  expect(byAnswer.pending).toEqual([]);
  const byStream = after(waiting, [message(5, "shopper", "k")]);
  expect(confirmed(byStream, "k", 5)).toEqual({});
});

test("a word of a person ends the typing; the bot may say one and work on", () => {
  expect(after({ ...INITIAL, typing: true }, [message(1, "shopper")]).typing).toBe(true);
  expect(after({ ...INITIAL, typing: true }, [message(1)]).typing).toBe(true);
  expect(after({ ...INITIAL, typing: true }, [{ ...message(1), role: "agent" }]).typing).toBe(false);
});

test("cards say how many gifts fit", () => {
  const cards = { ...message(2), content: { text: "", items: [], total: 37 } };
  expect(after(INITIAL, [message(1), cards]).fits).toBe(37);
  // A person's are a choice of theirs.
  const picked = { ...message(3, "agent"), content: { text: "", items: [], total: 2 } };
  expect(after(INITIAL, [message(1), cards, picked]).fits).toBe(37);
});

test("messages of others are unread while the widget is closed, and read when it is open", () => {
  const closed = after(INITIAL, [message(1, "shopper"), message(2), message(3, "agent")]);
  expect(unread(closed)).toBe(2);
  expect(unread({ ...closed, readSeq: 2 })).toBe(1);
  const open = after({ ...INITIAL, open: true }, [message(1), message(2)]);
  expect(open.readSeq).toBe(2);
  expect(unread(open)).toBe(0);
});
