import { expect, test } from "vitest";
import { SseParser } from "./sse";

const TEXT = 'event: message\nid: 7\ndata: {"a":1}\n\n: heartbeat\n\nevent: typing\ndata: {"on":true}\n\n';
const EVENTS = [
  { event: "message", id: "7", data: '{"a":1}' },
  { event: "typing", id: "", data: '{"on":true}' },
];

test("reads events and leaves out comments", () => {
  expect(new SseParser().push(TEXT)).toEqual(EVENTS);
});

test.each(["\n", "\r\n"])("reads the same whatever the cuts, lines ending in %j", (end) => {
  const text = TEXT.replaceAll("\n", end);
  for (let cut = 1; cut < text.length; cut++) {
    const parser = new SseParser();
    expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))]).toEqual(EVENTS);
  }
});

test("joins the lines of a data field, keeps colons, and takes a field without a space", () => {
  const [event] = new SseParser().push("data:one: 1\ndata: two\n\n");
  expect(event?.data).toBe("one: 1\ntwo");
});

test("an event without data is none", () => {
  expect(new SseParser().push("event: ping\n\n")).toEqual([]);
});
