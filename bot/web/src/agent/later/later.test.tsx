import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallError, call } from "../api";
import { sectionsOf } from "../Desk";
import type { SectionProps } from "../mounting";
import { button, press, settled, write } from "../testing/stage";
import { Later } from "./Later";

vi.mock("../api", async (original) => ({ ...(await original<object>()), call: vi.fn() }));
const called = vi.mocked(call);
const read = vi.fn();
const openTalk = vi.fn();
const go = vi.fn();
let box: HTMLElement;
let refusal: Error | null;
let known: { items: object[]; open: number; failed: number; mail: boolean; answer_chars?: number };

const item = (more: object = {}) => ({
  id: "i1",
  conversation_id: "c1",
  email: "eve@home.example",
  text: "Is it <b>blue</b>?",
  created_at: "2026-12-01T10:00:00Z",
  holder: null,
  mine: false,
  summary: ["For: niece · 8 years", "Tried: nothing shown yet", "Asks: “Is it blue?”"],
  answer: null,
  answered_at: null,
  mail: "none",
  attempts: 0,
  problem: "",
  sent_at: null,
  ...more,
});
const MINE = { holder: "Ada", mine: true };
const ANSWERED = { ...MINE, answer: "Yes, <i>blue</i>.", answered_at: "2026-12-01T11:00:00Z" };

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  refusal = null;
  known = { items: [item()], open: 1, failed: 0, mail: true, answer_chars: 1200 };
  for (const mock of [read, openTalk, go]) mock.mockReset();
  read.mockImplementation(async () => known);
  called.mockReset().mockImplementation(async () => {
    if (refusal) throw refusal;
    return {};
  });
});
afterEach(() => {
  render(null, box);
  box.remove();
  vi.unstubAllGlobals();
});

async function draw(more: Partial<SectionProps> = {}): Promise<void> {
  const member = { id: 1, name: "Ada", email: "ada@shop.example", role: "agent" } as const;
  const props = { member, call: read, path: "", go, changed: 0, openTalk, ...more };
  await act(() => render(<Later {...props} />, box));
  await settled();
}
const posted = () => called.mock.calls.filter(([method]) => method === "POST");
const names = () => [...box.querySelectorAll("li button")].map((one) => one.textContent);

test("what was left: who, what, and the conversation in short; words of others are text", async () => {
  await draw();
  expect(read).toHaveBeenCalledWith("GET", "/agent/later?status=open");
  expect(box.querySelector("h3")?.textContent).toBe("eve@home.example");
  expect(box.querySelector("blockquote")?.textContent).toBe("Is it <b>blue</b>?");
  expect(box.querySelector("b")).toBe(null);
  expect(box.textContent).toContain("For: niece · 8 years");
  await press(box, "See the conversation");
  expect(openTalk).toHaveBeenCalledWith("c1");
});

test("claimed, it can be answered: the caret stands in the answer, which goes out once", async () => {
  await draw();
  expect(box.querySelector("textarea")).toBe(null);
  known.items = [item(MINE)];
  await press(box, "I answer this");
  expect(posted()).toEqual([["POST", "/agent/later/i1/claim", undefined]]);
  const field = box.querySelector("textarea") as HTMLTextAreaElement;
  expect(document.activeElement).toBe(field);
  await press(box, "Send by e-mail");
  expect(posted()).toHaveLength(1); // nothing is written yet
  await write(field, "Yes, blue.");
  await press(box, "Send by e-mail");
  expect(posted()[1]).toEqual(["POST", "/agent/later/i1/answer", { text: "Yes, blue.", by_mail: true }]);
  expect(box.querySelector(".hidden[role=status]")?.textContent).toBe("Answered: eve@home.example");
});

test("what a colleague has can be read only, and being slower says who was faster", async () => {
  refusal = new CallError(409, {
    type: "urn:giftfinder:claimed",
    holder: "Bob",
    detail: "Bob answers this.",
  });
  await draw();
  known.items = [item({ holder: "Bob" })];
  await press(box, "I answer this");
  expect(box.querySelector("[role=alert]")?.textContent).toBe("Bob answers this.");
  expect(box.querySelector(".pill")?.textContent).toBe("Bob answers this");
  expect(names()).toEqual(["See the conversation"]);
});

test("an answer that failed to be sent is not lost", async () => {
  known.items = [item(MINE)];
  await draw();
  await write(box.querySelector("textarea"), "Yes, blue.");
  refusal = new TypeError("network");
  await press(box, "Send by e-mail");
  expect(box.querySelector("[role=alert]")?.textContent).toContain("try again");
  expect((box.querySelector("textarea") as HTMLTextAreaElement).value).toBe("Yes, blue.");
});

test("without a mail server the address is copied and the answer noted", async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
  known = { items: [item(MINE)], open: 1, failed: 0, mail: false };
  await draw();
  expect(box.textContent).toContain("No mail server is set");
  expect(names()).toEqual(["Mark as answered", "Copy the address", "See the conversation"]);
  await press(box, "Copy the address");
  expect(writeText).toHaveBeenCalledWith("eve@home.example");
  expect(box.textContent).toContain("Copied");
  await write(box.querySelector("textarea"), "Told her: yes.");
  await press(box, "Mark as answered");
  expect(posted()).toEqual([["POST", "/agent/later/i1/answer", { text: "Told her: yes.", by_mail: false }]]);
});

test("an e-mail that did not get through says why, and is sent again", async () => {
  known.items = [item({ ...ANSWERED, mail: "failed", attempts: 3, problem: "the mail server said 550" })];
  known.failed = 1;
  await draw({ path: "failed" });
  expect(read).toHaveBeenCalledWith("GET", "/agent/later?status=failed");
  expect(box.querySelector(".pill.bad")?.textContent).toBe("Not sent");
  expect(box.textContent).toContain("the mail server said 550; tried 3 times");
  await press(box, "Send the e-mail to eve@home.example again");
  expect(posted()).toEqual([["POST", "/agent/later/i1/send", undefined]]);
});

test("the lists, and how many wait in each", async () => {
  known = { items: [], open: 2, failed: 1, mail: true };
  await draw({ path: "answered" });
  expect(box.textContent).toContain("Nothing was answered yet");
  const chosen = [...box.querySelectorAll(".switch button")].map((one) => [
    one.textContent,
    one.getAttribute("aria-pressed"),
  ]);
  expect(chosen).toEqual([
    ["Open2", "false"],
    ["Not sent1", "false"],
    ["Answered", "true"],
  ]);
  button(box, "Open2").click();
  expect(go).toHaveBeenCalledWith("open");
});

test("the badge counts what wants something done; merchants have no such section", async () => {
  known = { items: [], open: 2, failed: 1, mail: true };
  expect(
    await sectionsOf("agent")
      .find(({ id }) => id === "later")
      ?.badge?.(read),
  ).toBe(3);
  read.mockResolvedValue(null);
  expect(
    await sectionsOf("agent")
      .find(({ id }) => id === "later")
      ?.badge?.(read),
  ).toBe(0);
  expect(sectionsOf("merchant").some(({ id }) => id === "later")).toBe(false);
});

test("an answer may be as long as the shop's setting says", async () => {
  known.items = [item(MINE)];
  await draw();
  expect(box.querySelector("textarea")?.maxLength).toBe(1200);
});
