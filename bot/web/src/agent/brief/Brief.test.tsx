import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CallError, call } from "../api";
import { BRIEF, button, card, draw, panelProps, press, settled, talkOf, write } from "../testing/stage";
import { Brief } from "./Brief";
import { ageOf, amountOf, fieldsOf } from "./fields";

vi.mock("../api", async (original) => ({ ...(await original<object>()), call: vi.fn() }));
const called = vi.mocked(call);
let box: HTMLElement;

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  called.mockReset().mockResolvedValue({ brief: BRIEF, fits: 7 });
});
afterEach(() => {
  render(null, box);
  box.remove();
});
const labelled = (label: string) =>
  [...box.querySelectorAll("label")]
    .find((one) => one.firstChild?.textContent === label)
    ?.querySelector("input") ?? null;
const patch = (parts: object) => ["PATCH", "/agent/conversations/c1/brief", { lease: 4, ...parts }];

describe("fields", () => {
  test("ages as people write them", () => {
    expect(ageOf("60")).toEqual({ min: 60, max: 60 });
    expect(ageOf(" 6 - 10 ")).toEqual({ min: 6, max: 10 });
    expect(ageOf("8+")).toEqual({ min: 8, max: null });
    expect(ageOf("")).toBe(null);
    for (const wrong of ["old", "-3", "8-", "1000", "8+9"]) expect(ageOf(wrong)).toBe(undefined);
  });
  test("amounts with either sign of the decimals", () => {
    expect([amountOf("24.90"), amountOf("24,9"), amountOf(" 30 "), amountOf("")]).toEqual([
      24.9,
      24.9,
      30,
      null,
    ]);
    for (const wrong of ["-1", "$30", "1.234", "ten"]) expect(amountOf(wrong)).toBe(undefined);
  });
  test("a brief in fields and back", () => {
    const fields = fieldsOf({ ...BRIEF, age: { min: 6, max: 10 } }, "");
    expect(fields).toMatchObject({
      relationship: "father",
      age: "6-10",
      low: "",
      high: "50",
      currency: "USD",
    });
    expect(ageOf(fieldsOf({ age: { min: 8, max: null } }, "").age)).toEqual({ min: 8, max: null });
  });
});

test("a field is saved when it is left, and only where it has changed", async () => {
  const props = panelProps();
  await draw(box, Brief, props);
  await write(labelled("Age"), "60", "blur");
  expect(called).not.toHaveBeenCalled();
  await write(labelled("Age"), "60-65", "blur");
  expect(called.mock.calls).toEqual([patch({ age: { min: 60, max: 65 } })]);
  expect(box.querySelector("[role=status]")?.textContent).toContain("7 gifts fit");
  expect(props.reload).toHaveBeenCalled();
  await write(labelled("For"), "", "blur");
  expect(called.mock.calls.at(-1)).toEqual(patch({ relationship: null }));
});

test("chips are added and taken away", async () => {
  await draw(box, Brief, panelProps());
  await write(box.querySelector('[aria-label="Add to “Likes”"]'), "Chess, fishing, tea", "Enter");
  expect(called.mock.calls).toEqual([patch({ interests: ["fishing", "chess", "tea"] })]);
  await press(box, "Remove fishing");
  expect(called.mock.calls.at(-1)).toEqual(patch({ interests: [] }));
});

test("a budget is saved when both of its fields are left, in its own currency", async () => {
  await draw(box, Brief, panelProps());
  await write(box.querySelector('[aria-label="Budget from"]'), "20");
  await write(box.querySelector('[aria-label="Budget up to"]'), "80", "blur");
  expect(called.mock.calls).toEqual([patch({ budget: { min: 20, max: 80, currency: "USD" } })]);
});

test("what can't be saved says why, naming the value", async () => {
  await draw(box, Brief, panelProps());
  await write(labelled("Age"), "old", "blur");
  expect(box.querySelector("[role=alert]")?.textContent).toContain("old");
  expect(called).not.toHaveBeenCalled();
  called.mockRejectedValueOnce(new CallError(422, { detail: "age.min: 300 can't be used." }));
  await write(labelled("Age"), "300", "blur");
  expect(box.querySelector("[role=alert]")?.textContent).toBe("age.min: 300 can't be used.");
});

test("pins and vetoes are taken back here", async () => {
  const talk = talkOf({ pinned: [card("p1", "Rod")], vetoed: [card("p2", "Boots")] });
  await draw(box, Brief, panelProps({ talk }));
  await press(box, "Unpin Rod");
  await press(box, "Allow Boots again");
  expect(called.mock.calls).toEqual([patch({ unpin: ["p1"] }), patch({ unveto: ["p2"] })]);
});

test("what comes in from elsewhere leaves alone what is being written", async () => {
  await draw(box, Brief, panelProps());
  await write(labelled("Age"), "9");
  await draw(box, Brief, panelProps({ talk: talkOf({ brief: { ...BRIEF, relationship: "uncle" } }) }));
  expect([labelled("Age")?.value, labelled("For")?.value]).toEqual(["9", "uncle"]);
  await write(labelled("Age"), "9", "blur");
  expect(called.mock.calls).toEqual([patch({ age: { min: 9, max: 9 } })]);
  // It is no longer being written once it is what the brief says.
  await draw(box, Brief, panelProps({ talk: talkOf({ brief: { ...BRIEF, age: { min: 9, max: 9 } } }) }));
  await draw(box, Brief, panelProps({ talk: talkOf({ brief: { ...BRIEF, age: { min: 7, max: 7 } } }) }));
  expect(labelled("Age")?.value).toBe("7");
  await write(labelled("Age"), "11");
  await draw(box, Brief, panelProps({ talk: talkOf({ id: "c2" }) }));
  expect(labelled("Age")?.value).toBe("60");
});

test("without a hold it is to read only; what others change comes in", async () => {
  const talk = talkOf({ lease: null, pinned: [card("p1", "Rod")] });
  await draw(box, Brief, panelProps({ talk }));
  expect(
    [...box.querySelectorAll("input")].every((one) => one.disabled || one.closest("fieldset")?.disabled),
  ).toBe(true);
  expect(() => button(box, "Unpin Rod")).toThrow();
  const later = talkOf({ lease: null, brief: { ...BRIEF, age: { min: 8, max: null } } });
  await draw(box, Brief, panelProps({ talk: later }));
  await settled();
  expect(labelled("Age")?.value).toBe("8+");
});
