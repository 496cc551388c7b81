import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type OfficeState, useOffice } from "./office";

/** A stream that the test plays; `readyState` 2 is one that was refused, which browsers don't try again. */
class FakeStream extends EventTarget {
  static readonly CLOSED = 2;
  static all: FakeStream[] = [];
  readyState = 0;
  closed = false;

  constructor(readonly url: string) {
    super();
    FakeStream.all.push(this);
  }

  close(): void {
    this.closed = true;
  }

  say(name: string, data: object = {}): void {
    act(() => void this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) })));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    act(() => void this.dispatchEvent(new Event("error")));
  }
}

let state: OfficeState;
let box: HTMLElement;
const handlers = { signedOut: vi.fn(), onChange: vi.fn(), onGone: vi.fn(), onError: vi.fn() };

function Console() {
  state = useOffice(true, handlers);
  return null;
}

const last = () => FakeStream.all.at(-1) as FakeStream;
const line = (role: string) => ({
  id: "c1",
  status: "agent",
  last: { seq: 1, role, type: "text", text: "x" },
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeStream);
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => Response.json({ conversations: [] })),
  );
  FakeStream.all = [];
  box = document.createElement("div");
  act(() => render(<Console />, box));
});
afterEach(() => {
  act(() => render(null, box));
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("a stream that was refused is asked for again, one that broke is left to the browser", () => {
  last().say("ready");
  last().fail(0);
  act(() => void vi.advanceTimersByTime(10_000));
  expect(FakeStream.all).toHaveLength(1);
  expect(state.connected).toBe(false);
  last().fail(FakeStream.CLOSED);
  act(() => void vi.advanceTimersByTime(10_000));
  expect(FakeStream.all).toHaveLength(2);
  handlers.onChange.mockClear();
  last().say("ready");
  expect(state.connected).toBe(true);
  expect(handlers.onChange).toHaveBeenCalledWith("");
});

test("after the console nothing is asked for", () => {
  last().fail(FakeStream.CLOSED);
  act(() => render(null, box));
  vi.advanceTimersByTime(10_000);
  expect(FakeStream.all).toHaveLength(1);
  expect(last().closed).toBe(true);
});

test("a shopper writes until it is over, until the message is there, or until nothing more is heard", () => {
  const writes = () => state.typing.has("c1");
  last().say("typing", { id: "c1", on: true });
  expect(writes()).toBe(true);
  last().say("typing", { id: "c1", on: false });
  expect(writes()).toBe(false);

  last().say("typing", { id: "c1", on: true });
  last().say("conversation", line("agent"));
  expect(writes()).toBe(true);
  last().say("conversation", line("shopper"));
  expect(writes()).toBe(false);

  last().say("typing", { id: "c1", on: true });
  act(() => void vi.advanceTimersByTime(5000));
  last().say("typing", { id: "c1", on: true });
  act(() => void vi.advanceTimersByTime(5000));
  expect(writes()).toBe(true);
  act(() => void vi.advanceTimersByTime(5000));
  expect(writes()).toBe(false);
});
