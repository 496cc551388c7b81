import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CallError, call } from "../api";
import { button, draw, panelProps, press, settled, talkOf, write } from "../testing/stage";
import { Decisions } from "./Decisions";

vi.mock("../api", async (original) => ({ ...(await original<object>()), call: vi.fn() }));
const called = vi.mocked(call);
let box: HTMLElement;
let refusal: Error | null;

const decision = (state: string, more: object = {}) => ({
  id: state,
  at: "2026-12-01T10:00:00Z",
  actor: "ada@shop.example",
  kind: "refund",
  amount: "24.90",
  currency: "USD",
  order_reference: "A-1001",
  reason: `Broken <b>${state}</b>`,
  delivery: { id: "d", state, attempts: 1, next_at: null, delivered_at: null, problem: "", ...more },
});
const known = {
  decisions: [] as object[],
  allowances: [
    { kind: "refund", limit: "100.00", left: "75.10" },
    { kind: "voucher", limit: "25.00", left: "25.00" },
  ],
  currency: "USD",
};

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  refusal = null;
  known.decisions = [];
  called.mockReset().mockImplementation(async (method: string) => {
    if (method === "GET") return known;
    if (refusal) throw refusal;
    return {};
  });
});
afterEach(() => {
  render(null, box);
  box.remove();
});
const labelled = (label: string) =>
  [...box.querySelectorAll("label")]
    .find((one) => one.textContent?.startsWith(label))
    ?.querySelector("input, select, textarea") ?? null;
const posted = () => called.mock.calls.filter(([method]) => method === "POST");

async function fillIn(): Promise<void> {
  await write(labelled("Amount"), " 24,90 ");
  await write(labelled("Order number"), " A-1001 ");
  await write(labelled("Reason"), " Arrived broken ");
}
async function submit(): Promise<void> {
  box.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settled();
}

test("what may be granted is said, and what is granted is sent once", async () => {
  await draw(box, Decisions, panelProps());
  expect(box.textContent).toContain("$75.10 of $100.00 left");
  expect(box.textContent).toContain("Nothing was granted");
  await fillIn();
  await submit();
  const [[, path, body]] = posted() as [[string, string, Record<string, unknown>]];
  expect(path).toBe("/agent/conversations/c1/decisions");
  expect(body).toMatchObject({
    lease: 4,
    kind: "refund",
    amount: "24.90",
    order_reference: "A-1001",
    reason: "Arrived broken",
    tell_shopper: false,
  });
  expect(body.client_id).toBeTruthy();
  // The list is read anew, the next decision is another one.
  expect(called.mock.calls.at(-1)?.[0]).toBe("GET");
  await fillIn();
  await submit();
  expect(posted()[1]?.[2]).not.toMatchObject({ client_id: body.client_id });
});

test("the shopper is told where the agent wishes, once", async () => {
  await draw(box, Decisions, panelProps());
  const tell = () => labelled("Tell the shopper") as HTMLInputElement;
  expect(tell().checked).toBe(false);
  await fillIn();
  tell().click();
  await settled();
  await submit();
  expect(posted()[0]?.[2]).toMatchObject({ tell_shopper: true });
  expect(tell().checked).toBe(false);
});

test("an attempt that had no answer is sent again as the same, a refused one as another", async () => {
  await draw(box, Decisions, panelProps());
  await fillIn();
  refusal = new TypeError("network");
  await submit();
  expect(box.querySelector("[role=alert]")).toBeTruthy();
  refusal = new CallError(403, { detail: "refund 24.90 USD: you may grant 20.00" });
  await submit();
  expect(box.querySelector("[role=alert]")?.textContent).toBe("refund 24.90 USD: you may grant 20.00");
  refusal = null;
  await submit();
  const ids = posted().map(([, , body]) => (body as { client_id: string }).client_id);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[2]).not.toBe(ids[1]);
});

test("how far the shop's system was told; what was given up can be sent again", async () => {
  known.decisions = [
    decision("failed", { attempts: 16, problem: "answered with status 500" }),
    decision("pending", { problem: "not reachable", next_at: "2026-12-01T10:05:00Z" }),
    decision("delivered"),
    decision("off"),
  ];
  await draw(box, Decisions, panelProps());
  const states = [...box.querySelectorAll(".delivery")].map((one) => one.textContent);
  expect(states[0]).toContain("answered with status 500");
  expect(states[0]).toContain("tried 16 times");
  expect(states[1]).toContain("next try");
  expect(states[2]).toBe("The shop’s system has it");
  expect(states[3]).toContain("No shop system is connected");
  // What an agent wrote is text.
  expect(box.querySelector("b")).toBe(null);
  await press(box, "Send again");
  expect(posted()).toEqual([["POST", "/agent/conversations/c1/decisions/failed/send"]]);
});

test("without a hold, and with an account that may grant nothing, there is no form", async () => {
  await draw(box, Decisions, panelProps({ talk: talkOf({ lease: null }) }));
  expect(box.querySelector("form")).toBe(null);
  expect(box.textContent).toContain("Take the conversation");
  render(null, box);
  called.mockResolvedValue({ ...known, allowances: [] });
  await draw(box, Decisions, panelProps());
  expect(box.querySelector("form")).toBe(null);
  expect(box.textContent).toContain("may not grant anything");
  expect(() => button(box, "Grant refund")).toThrow();
});
