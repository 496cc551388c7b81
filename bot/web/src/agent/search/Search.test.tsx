import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { call } from "../api";
import { button, card, draw, panelProps, press, settled, talkOf, write } from "../testing/stage";
import { filterWords } from "./filter-words";
import { Search } from "./Search";

vi.mock("../api", async (original) => ({ ...(await original<object>()), call: vi.fn() }));
const called = vi.mocked(call);
let box: HTMLElement;
const gift = (id: string, title: string, more: object = {}) => ({
  card: card(id, title, more),
  stock: "in_stock",
  pinned: false,
  vetoed: false,
  shown: false,
  ...more,
});
const found = {
  items: [gift("p1", "Rod", { shown: true }), gift("p2", "Boots", { stock: "out_of_stock", vetoed: true })],
  total: 31,
  nearest: false,
  filters: ["age", "interests"],
};

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  called.mockReset().mockResolvedValue(found);
});
afterEach(() => {
  render(null, box);
  box.remove();
});
const asked = () => called.mock.calls.map(([, path]) => String(path));
const status = () => box.querySelector("[role=status]")?.textContent;
const choose = async (title: string) => {
  box.querySelector<HTMLInputElement>(`[aria-label="Choose ${title}"]`)?.click();
  await settled();
};

test("the brief filters, each filter is switched off by itself", async () => {
  await draw(box, Search, panelProps());
  expect(status()).toBe("31 gifts");
  expect(asked()).toEqual(["/agent/conversations/c1/gifts?q=&limit=12"]);
  expect(button(box, "Age 60").getAttribute("aria-pressed")).toBe("true");
  await press(box, "Age 60");
  expect(asked().at(-1)).toBe("/agent/conversations/c1/gifts?q=&limit=12&off=age");
  expect(button(box, "Age 60").getAttribute("aria-pressed")).toBe("false");
  await press(box, "Likes fishing");
  await press(box, "Age 60");
  expect(asked().at(-1)).toBe("/agent/conversations/c1/gifts?q=&limit=12&off=interests");
});

test("two gifts chosen in the same moment are both chosen", async () => {
  called.mockResolvedValue({ ...found, items: [gift("p1", "Rod"), gift("p3", "Reel")] });
  await draw(box, Search, panelProps());
  for (const title of ["Rod", "Reel"])
    box.querySelector<HTMLInputElement>(`[aria-label="Choose ${title}"]`)?.click();
  await settled();
  expect(button(box, "Send 2 gifts")).toBeTruthy();
});

test("a filter says what it filters by", () => {
  const brief = { age: { min: 8, max: null }, interests: ["tea", "chess", "go"], exclude: ["wool"] };
  const said = (part: string, more: object = {}) => filterWords(part, { ...brief, ...more });
  expect([said("age"), said("interests"), said("exclude")]).toEqual(["8+", "tea +2", "wool"]);
  expect(said("occasion", { occasion: "birthday" })).toBe("birthday");
  const budget = (min: number | null, max: number | null) => ({ budget: { min, max, currency: "USD" } });
  expect(said("budget", budget(null, 40))).toBe("up to $40");
  expect(said("budget", budget(20, 40))).toBe("$20–$40");
  expect(said("budget", budget(20, null))).toBe("from $20");
  expect(said("budget", budget(null, null))).toBe("any");
});

test("what is written is looked for after a pause, once", async () => {
  vi.useFakeTimers();
  try {
    render(<Search {...panelProps()} />, box);
    await vi.advanceTimersByTimeAsync(50);
    const field = box.querySelector<HTMLInputElement>("[type=search]");
    for (const value of ["l", "lu", "lure "]) {
      if (field) field.value = value;
      field?.dispatchEvent(new Event("input", { bubbles: true }));
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(400);
  } finally {
    vi.useRealTimers();
  }
  expect(asked().filter((path) => !path.includes("q=&"))).toEqual([
    "/agent/conversations/c1/gifts?q=lure&limit=12",
  ]);
});

test("price, stock, why it fits and where it leads are told", async () => {
  await draw(box, Search, panelProps());
  const [rod, boots] = [...box.querySelectorAll(".results > li")];
  expect(rod?.textContent).toContain("$24.90");
  expect(rod?.textContent).toContain("In stock");
  expect(rod?.textContent).toContain("Matches fishing");
  expect(rod?.textContent).toContain("Shown before");
  expect(rod?.querySelector("a")?.getAttribute("href")).toMatch(/\/go\/p1$/);
  expect(boots?.textContent).toContain("Sold out");
});

test("chosen gifts are sent together; a vetoed one can't be chosen", async () => {
  const props = panelProps();
  await draw(box, Search, props);
  expect(box.querySelector<HTMLInputElement>('[aria-label="Choose Boots"]')?.disabled).toBe(true);
  await choose("Rod");
  await press(box, "Send 1 gift");
  expect(props.sendProducts).toHaveBeenCalledWith(["p1"]);
  expect(status()).toBe("Sent.");
  expect(() => button(box, "Send 1 gift")).toThrow();
});

test("what could not be sent stays chosen", async () => {
  await draw(box, Search, panelProps({ sendProducts: vi.fn(async () => false) }));
  await choose("Rod");
  await press(box, "Send 1 gift");
  expect(button(box, "Send 1 gift")).toBeTruthy();
});

test("pins and vetoes carry the lease; a vetoed gift is no longer chosen", async () => {
  const props = panelProps();
  await draw(box, Search, props);
  await choose("Rod");
  await press(box, "Pin: Rod");
  await press(box, "Vetoed: Boots");
  await press(box, "Veto: Rod");
  const path = "/agent/conversations/c1/brief";
  expect(vi.mocked(props.call).mock.calls).toEqual([
    ["PATCH", path, { lease: 4, pin: ["p1"] }],
    ["PATCH", path, { lease: 4, unveto: ["p2"] }],
    ["PATCH", path, { lease: 4, veto: ["p1"] }],
  ]);
  expect(() => button(box, "Send 1 gift")).toThrow();
});

test("an answer that comes late does not stand over a newer one", async () => {
  let late: (value: object) => void = () => {};
  called.mockReset().mockImplementationOnce(() => new Promise((resolve) => (late = resolve as typeof late)));
  called.mockResolvedValue({ ...found, items: [gift("new", "Reel")], total: 1 });
  await draw(box, Search, panelProps());
  await write(box.querySelector("[type=search]"), "reel");
  await new Promise((resolve) => setTimeout(resolve, 300));
  await settled();
  expect(box.textContent).toContain("Reel");
  late(found);
  await settled();
  expect(box.textContent).not.toContain("Rod");
});

test("where nothing fits the nearest are said to be that; without a hold nothing is done", async () => {
  called.mockResolvedValue({ ...found, total: 0, nearest: true });
  await draw(box, Search, panelProps({ talk: talkOf({ lease: null }) }));
  expect(status()).toBe("Nothing fits quite. These come nearest.");
  expect(box.querySelector("[type=checkbox]")).toBe(null);
  expect(() => button(box, "Pin: Rod")).toThrow();
});

test("a catalog that can't be searched is said to be that", async () => {
  called.mockRejectedValue(new Error("no"));
  await draw(box, Search, panelProps());
  expect(status()).toBe("The catalog can't be searched right now.");
});
