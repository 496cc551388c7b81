import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Controller } from "../state/controller";
import { INITIAL, type State } from "../state/state";
import { Advice } from "./main";
import { reasonsOf } from "./read";

let box: HTMLElement;
let known: object;
let refuse: boolean;
const restart = vi.fn();
const call = vi.fn();

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  known = { score: null, reason: null, comment: "", skipped: false };
  refuse = false;
  restart.mockReset();
  call.mockReset().mockImplementation(async (method: string) => {
    if (method === "GET") return known;
    if (refuse) throw new Error("no");
    return {};
  });
});
afterEach(() => {
  render(null, box);
  box.remove();
});

async function show(state: Partial<State> = {}): Promise<void> {
  const controller = { call, restart } as unknown as Controller;
  const data = { type: "rating", seq: 7, text: "How was our help?" };
  render(
    <Advice
      data={data}
      base=""
      saved={[]}
      toggle={vi.fn()}
      state={{ ...INITIAL, ...state }}
      controller={controller}
    />,
    box,
  );
  await settled();
}

/** What was called has answered, and what it changed is drawn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve));
}
const button = (name: string) =>
  [...box.querySelectorAll("button")].find(
    (found) => found.getAttribute("aria-label") === name || found.textContent === name,
  );
async function press(name: string): Promise<void> {
  button(name)?.click();
  await settled();
}
const said = () => call.mock.calls.filter(([method]) => method === "PUT").map(([, , body]) => body);

test("one tap is an answer, and goes to the line that asked", async () => {
  await show();
  await press("4 of 5: Good");
  expect(call).toHaveBeenLastCalledWith("PUT", "/ratings/7", { score: 4, reason: null, comment: "" });
  expect(button("4 of 5: Good")?.getAttribute("aria-pressed")).toBe("true");
  expect(button("3 of 5: Fine")?.getAttribute("aria-pressed")).toBe("false");
});

test("what was said before comes too late for whoever answers at once", async () => {
  let read: (found: object) => void = () => undefined;
  call.mockImplementation((method: string) =>
    method === "GET" ? new Promise((resolve) => (read = resolve)) : Promise.resolve({}),
  );
  await show();
  await press("5 of 5: Great");
  read(known);
  await settled();
  expect(button("5 of 5: Great")?.getAttribute("aria-pressed")).toBe("true");
  await press("Solved it");
  expect(said().at(-1)).toEqual({ score: 5, reason: "solved", comment: "" });
});

test("why, and a line of one's own, may follow", async () => {
  await show();
  await press("2 of 5: Poor");
  await press("Too slow");
  (box.querySelector("textarea") as HTMLTextAreaElement).value = "I waited an hour";
  await press("Send");
  expect(said().at(-1)).toEqual({ score: 2, reason: "slow", comment: "I waited an hour" });
  expect(box.textContent).toContain("Thank you for telling us. You gave 2 of 5.");
  expect(document.activeElement?.className).toBe("thanks");
});

test("another score drops a reason that does not go with it, and keeps the line", async () => {
  await show();
  await press("1 of 5: Bad");
  await press("Not friendly");
  (box.querySelector("textarea") as HTMLTextAreaElement).value = "oops";
  await press("5 of 5: Great");
  expect(said().at(-1)).toEqual({ score: 5, reason: null, comment: "oops" });
  expect(box.querySelector("textarea")?.value).toBe("oops");
});

test("what was said before the page was loaded is thanked for, and can be changed", async () => {
  known = { score: 3, reason: "slow", comment: "so so" };
  await show();
  expect(box.textContent).toContain("You gave 3 of 5.");
  expect(button("5 of 5: Great")?.disabled).toBe(true);
  await press("Change my answer");
  expect(box.querySelector("textarea")?.value).toBe("so so");
  expect(button("Too slow")?.getAttribute("aria-pressed")).toBe("true");
});

test("who would rather not say is left alone, and may answer after all", async () => {
  await show();
  await press("No, thanks");
  expect(said()).toEqual([{ score: null }]);
  expect(box.querySelector(".thanks")?.textContent).toContain("not to say");
  expect(document.activeElement?.className).toBe("thanks");
  expect(box.querySelector<HTMLElement>(".stars")?.hidden).toBe(true);
  await press("Answer after all");
  await press("4 of 5: Good");
  expect(said().at(-1)).toEqual({ score: 4, reason: null, comment: "" });
});

test("a question that was turned down before the page was loaded stays turned down", async () => {
  known = { score: null, reason: null, comment: "", skipped: true };
  await show();
  expect(box.querySelector<HTMLElement>(".stars")?.hidden).toBe(true);
  expect(button("No, thanks")).toBeUndefined();
  // Nobody pressed anything: the focus stays where it was.
  expect(document.activeElement?.className).not.toBe("thanks");
});

test("what did not get through is said, and nothing looks as if it had", async () => {
  await show();
  refuse = true;
  await press("5 of 5: Great");
  expect(box.querySelector("[role=alert]")?.textContent).not.toBe("");
  expect(button("5 of 5: Great")?.getAttribute("aria-pressed")).toBe("false");
});

test("where the conversation is closed a new one is at hand", async () => {
  await show({ status: "bot" });
  expect(button("Find another gift")).toBeUndefined();
  await show({ status: "closed" });
  await press("Find another gift");
  expect(restart).toHaveBeenCalled();
});

test("good scores have good reasons, the others bad ones", () => {
  expect(reasonsOf(4)).toContain("fast");
  expect(reasonsOf(3)).toContain("slow");
  expect(reasonsOf(3)).not.toContain("fast");
});
