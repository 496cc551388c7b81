import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { GoneError } from "./errors";
import { EventStream } from "./stream";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function body(text: string, open = false): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text));
        if (!open) controller.close();
      },
    }),
  );
}

function options(connect: (signal: AbortSignal) => Promise<Response>) {
  return { connect: vi.fn(connect), onEvent: vi.fn(), onLive: vi.fn(), onGone: vi.fn() };
}

test("hands on what it reads and connects again when the line ends", async () => {
  const given = options(async () => body("id: 1\ndata: a\n\n"));
  const stream = new EventStream(given);
  stream.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(given.onEvent).toHaveBeenCalledWith({ event: "", id: "1", data: "a" });
  expect(given.onLive.mock.calls).toEqual([[true], [false]]);
  await vi.advanceTimersByTimeAsync(501);
  expect(given.connect).toHaveBeenCalledTimes(2);
  stream.stop();
});

test("waits longer after each failure, and not at all when told to hurry", async () => {
  const given = options(async () => {
    throw new TypeError("no network");
  });
  const stream = new EventStream(given);
  stream.start();
  await vi.advanceTimersByTimeAsync(501 + 1001 + 2001);
  const tries = given.connect.mock.calls.length;
  expect(tries).toBeGreaterThanOrEqual(4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(given.connect.mock.calls.length).toBeLessThanOrEqual(tries + 1);
  const before = given.connect.mock.calls.length;
  stream.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(given.connect.mock.calls.length).toBe(before + 1);
  stream.stop();
});

test("ends for good when the conversation is gone", async () => {
  const given = options(async () => {
    throw new GoneError(404);
  });
  const stream = new EventStream(given);
  stream.start();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(given.onGone).toHaveBeenCalledTimes(1);
  expect(given.connect).toHaveBeenCalledTimes(1);
});

test("a line silent for 45 seconds is taken for dead", async () => {
  let aborted = 0;
  const given = options(async (signal) => {
    signal.addEventListener("abort", () => aborted++);
    return new Response(
      new ReadableStream({
        start: (controller) => signal.addEventListener("abort", () => controller.error(new Error("aborted"))),
      }),
    );
  });
  const stream = new EventStream(given);
  stream.start();
  await vi.advanceTimersByTimeAsync(44_000);
  expect(aborted).toBe(0);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(aborted).toBe(1);
  expect(given.connect).toHaveBeenCalledTimes(2);
  stream.stop();
});

test("says nothing after it was stopped", async () => {
  const given = options(async () => body("data: a\n\n", true));
  const stream = new EventStream(given);
  stream.start();
  stream.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(given.onEvent).not.toHaveBeenCalled();
  expect(given.connect).toHaveBeenCalledTimes(1);
});
