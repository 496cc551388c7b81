import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Audit } from "./Audit";
import { detailWords, grouped, queryOf } from "./api";

const line = (id: number, more: object = {}) => ({
  id,
  at: "2026-11-23T04:30:00Z",
  actor: "ada@shop.example",
  action: "conversation.agent",
  subject: "0e3cd3ce-3f8c-4a5e-9f6a-58f3d1e1a111",
  details: { before: "bot", lease: 3 },
  ...more,
});
const page = (lines: object[], next: number | null = null) => ({
  lines,
  next,
  actors: ["ada@shop.example", "unknown"],
  actions: ["conversation.agent", "conversation.closed", "session.refused"],
  time_zone: "America/New_York",
});

let box: HTMLElement;
const call = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  box = document.body.appendChild(document.createElement("div"));
  call.mockReset().mockResolvedValue(page([line(7)], 7));
});
afterEach(() => {
  render(null, box);
  box.remove();
  vi.useRealTimers();
});

async function settle() {
  await act(async () => void (await vi.advanceTimersByTimeAsync(300)));
}
async function show() {
  const member = { id: 1, name: "Boss", email: "boss@shop.example", role: "merchant" } as const;
  await act(() =>
    render(<Audit member={member} call={call} path="" go={vi.fn()} changed={0} openTalk={vi.fn()} />, box),
  );
  await settle();
}
async function press(name: string) {
  await act(() => [...box.querySelectorAll("button")].find((one) => one.textContent === name)?.click());
  await settle();
}
async function set(field: Element | null, value: string, type: string) {
  (field as HTMLInputElement).value = value;
  await act(() => void field?.dispatchEvent(new Event(type)));
}
const asked = () => call.mock.calls.map(([, path]) => path);

test("a line says when, who, what, to what, and the rest", async () => {
  await show();
  const cells = [...box.querySelectorAll("tbody td")].map((cell) => cell.textContent);
  expect(cells).toEqual([
    "Nov 22, 2026, 11:30 PM",
    "ada@shop.example",
    "Conversation taken or passed on",
    "0e3cd3ce",
    "before: bot; lease: 3",
  ]);
});

test("an action without a name of its own is shown as it is, and all text as text", async () => {
  call.mockResolvedValue(page([line(1, { action: "new.thing", subject: "<img src=x>", details: {} })]));
  await show();
  const cells = [...box.querySelectorAll("tbody td")].map((cell) => cell.textContent);
  expect(cells.slice(2)).toEqual(["new.thing", "<img src=x>", ""]);
});

test("pages go back in time and forth again", async () => {
  await show();
  await press("Older");
  expect(asked().at(-1)).toBe("/merchant/audit?before=7");
  call.mockResolvedValue(page([line(3)], null));
  await press("Newer");
  expect(asked().at(-1)).toBe("/merchant/audit");
  expect([...box.querySelectorAll("button")].find((one) => one.textContent === "Older")?.disabled).toBe(true);
});

test("filters narrow it, begin at the newest, and go into the export", async () => {
  await show();
  await press("Older");
  await set(box.querySelector("select"), "unknown", "change");
  await set(box.querySelector('input[type="search"]'), "a&b", "input");
  await settle();
  expect(asked().at(-1)).toBe("/merchant/audit?actor=unknown&subject=a%26b");
  expect(box.querySelector("a[download]")?.getAttribute("href")).toBe(
    "/api/merchant/audit.csv?actor=unknown&subject=a%26b",
  );
  await press("Clear the filters");
  expect(asked().at(-1)).toBe("/merchant/audit");
});

test("what is still being typed is asked for once", async () => {
  await show();
  call.mockClear();
  for (const text of ["c", "co", "con"]) await set(box.querySelector('input[type="search"]'), text, "input");
  await settle();
  expect(asked()).toEqual(["/merchant/audit?subject=con"]);
});

test("queries, details and groups", () => {
  expect(queryOf({ actor: "", action: "", subject: "", since: "2026-11-01", until: "" }, 5)).toBe(
    "?since=2026-11-01&before=5",
  );
  expect(detailWords({ added: ["vip", "late"], removed: [], to: "" })).toBe("added: vip, late");
  expect(grouped(["a.x", "a.y", "b.z"])).toEqual([
    ["a", ["a.x", "a.y"]],
    ["b", ["b.z"]],
  ]);
});
