import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { settled, write } from "../../agent/testing/stage";
import { amount, change, verdict } from "./format";
import { Releases } from "./Releases";
import { parseDetails, parseReleases, told } from "./read";

const CHECK = {
  kind: "quick",
  at: "2026-11-23T09:20:00Z",
  passed: false,
  reasons: ["21 of 336 requests that found something find nothing (6.2%)"],
  lost: 21,
  vanished: 131,
};
const release = (id: string, state: string, more: object = {}) => ({
  id,
  state,
  created_at: "2026-11-23T09:15:00Z",
  origin: "import",
  catalog_version: `v-${id}`,
  catalog_source: "feed.csv",
  products: 521,
  model: "giftfinder-1.tar.gz",
  check: null,
  override: null,
  ...more,
});
const REPORT = {
  ...CHECK,
  seconds: 6.2,
  currency: "USD",
  figures: [
    { name: "products to be had", before: 609, after: 480, unit: "count", better: "up" },
    { name: "median price", before: 32.9, after: null, unit: "money", better: "" },
  ],
  floors: [
    {
      name: "requests without results",
      setting: "GIFTFINDER_RELEASE_FLOOR_LOST",
      limit: 0.05,
      found: 0.0625,
      unit: "share",
      held: true,
    },
    {
      name: "dead links",
      setting: "GIFTFINDER_RELEASE_FLOOR_DEAD_LINKS",
      limit: 0.02,
      found: 0,
      unit: "share",
      held: false,
    },
  ],
  notes: [],
  requests: {
    judged: 422,
    wishes: 3,
    lost: 21,
    gained: 0,
    same_first: 0.73,
    lost_lines: [
      { id: "w1", source: "wish", text: "<b>tea</b>", before: 2, after: 0, titles: ["Teapot"] },
      { id: "b1", source: "judged", text: "beekeeping stuff??", before: 1, after: 0, titles: ["Hive"] },
    ],
  },
  products: {
    vanished: 131,
    new: 0,
    price_changed: 2,
    vanished_lines: [{ product_id: "p1", title: "Teapot", why: "gone", shown: 4 }],
    risen: [{ product_id: "p2", title: "Cup", before: 1, after: 5 }],
    fallen: [{ product_id: "p1", title: "Teapot", before: 4, after: 0 }],
  },
  cards: { over_budget: 0, dead_links: 0, lines: [] },
  dialogue: {
    messages: 422,
    fields_changed: 1,
    intents_changed: 1,
    turns: 36,
    turned_wrong: 1,
    turned_right: 0,
    fields: [
      {
        text: "for my aunt",
        field: "budget",
        before: null,
        after: { min: null, max: 40, currency: "USD" },
        expected: null,
        right_after: false,
      },
    ],
    intents: [{ text: "thanks", before: "thank", after: "goodbye" }],
    turn_lines: [
      { conversation: "manners", turn: 3, said: "bye", right_after: false, problems: ["no answer"] },
    ],
  },
};

class FakeEvents {
  static made: FakeEvents[] = [];
  closed = false;
  #listeners: Record<string, (event: MessageEvent<string>) => void> = {};
  constructor(readonly url: string) {
    FakeEvents.made.push(this);
  }
  addEventListener(name: string, listener: (event: MessageEvent<string>) => void) {
    this.#listeners[name] = listener;
  }
  close() {
    this.closed = true;
  }
  tell(data: string) {
    this.#listeners.check?.(new MessageEvent("check", { data }));
  }
}

interface Call {
  method: string;
  path: string;
  body: unknown;
}

let box: HTMLElement;
let calls: Call[];
let overview: object;
let details: object;
let ranker: object;
let refusal: { status: number; detail: string } | null;

beforeEach(() => {
  box = document.body.appendChild(document.createElement("main"));
  calls = [];
  refusal = null;
  FakeEvents.made = [];
  ranker = { used: null };
  overview = {
    active: "r1",
    previous: null,
    checking: null,
    releases: [release("r2", "held", { check: CHECK }), release("r1", "serving")],
  };
  details = {
    ...release("r2", "held", { check: CHECK }),
    report: REPORT,
    may_activate: true,
    needs_reason: true,
  };
  vi.stubGlobal("EventSource", FakeEvents);
  vi.stubGlobal("fetch", async (address: string, { method, body }: RequestInit) => {
    calls.push({ method: method ?? "", path: address, body: body ? JSON.parse(String(body)) : null });
    if (method === "POST" && refusal)
      return new Response(JSON.stringify({ detail: refusal.detail }), { status: refusal.status });
    if (address.endsWith("/merchant/ranker")) return new Response(JSON.stringify(ranker));
    return new Response(JSON.stringify(address.endsWith("/releases") ? overview : details));
  });
});
afterEach(() => {
  render(null, box);
  box.remove();
  vi.unstubAllGlobals();
});

async function drawn() {
  await act(() => render(<Releases />, box));
  await settled();
}
const button = (name: string) =>
  [...box.querySelectorAll("button")].find(({ textContent }) => textContent?.includes(name));
async function press(name: string) {
  await act(() => button(name)?.click());
  await settled();
}
const posts = () => calls.filter(({ method }) => method === "POST");

describe("the learned ranker", () => {
  test("is named with what it gained, or that there is none", async () => {
    await drawn();
    expect(box.querySelector(".ranker")?.textContent).toContain("No learned ranker");
    ranker = {
      used: "0123456789ab",
      since: "2026-11-23T09:15:00Z",
      sessions: 412,
      gain: 0.05,
      low: -0.01,
      high: 0.09,
    };
    render(null, box);
    await drawn();
    const told = box.querySelector(".ranker")?.textContent;
    expect(told).toContain("0123456789ab");
    expect(told).toContain("+0.050 (95%: -0.010 to +0.090, 412 sessions)");
  });
});

describe("the timeline", () => {
  test("names each release's state, and opens to its difference", async () => {
    await drawn();
    const lines = [...box.querySelectorAll(".entry")].map(({ textContent }) => textContent ?? "");
    expect(lines[0]).toContain("held back");
    expect(lines[0]).toContain("21 requests lost all results, 131 products vanished");
    expect(lines[1]).toContain("serves now");
    expect(box.querySelector(".timeline > .now")?.textContent).toContain("serves now");
    await press("held back");
    const shown = box.querySelector(".opened")?.textContent ?? "";
    for (const part of [
      "21 of 336 requests",
      "beekeeping stuff??",
      "not in the feed",
      "up to 40 USD",
      "goodbye",
      "manners, 3",
    ])
      expect(shown).toContain(part);
    // A shopper's or a feed's text is never markup.
    expect(shown).toContain("<b>tea</b>");
    expect(box.querySelector("td b, th b")).toBeNull();
    expect(box.querySelector('[aria-label^="products to be had: 609 before, 480 after"]')).not.toBeNull();
    expect(box.querySelector(".moves")?.getAttribute("aria-label")).toContain("Cup 1 to 5, Teapot 4 to 0");
  });

  test("says that there is none", async () => {
    overview = { active: null, previous: null, checking: null, releases: [] };
    await drawn();
    expect(box.textContent).toContain("Nothing serves yet");
  });
});

describe("a held release", () => {
  test("serves only with a reason", async () => {
    await drawn();
    await press("held back");
    expect(button("Let it serve anyway")?.disabled).toBe(true);
    await write(box.querySelector("textarea"), "  The new range is what we sell now ");
    await settled();
    await press("Let it serve anyway");
    expect(posts()).toEqual([
      {
        method: "POST",
        path: "/api/merchant/releases/r2/activate",
        body: { reason: "The new range is what we sell now" },
      },
    ]);
    expect(box.querySelector(".done")?.textContent).toContain("next conversations");
  });

  test("what the server refuses is said in its words", async () => {
    refusal = { status: 409, detail: "Its catalog is gone." };
    await drawn();
    await press("held back");
    await write(box.querySelector("textarea"), "because");
    await settled();
    await press("Let it serve anyway");
    expect(box.querySelector('[role="alert"]')?.textContent).toBe("Its catalog is gone.");
    expect(box.querySelector(".done")?.textContent).toBe("");
  });
});

test("a release that passed serves with one click", async () => {
  overview = { active: "r1", releases: [release("r2", "passed"), release("r1", "serving")] };
  details = {
    ...release("r2", "passed"),
    report: { ...REPORT, passed: true, reasons: [], dialogue: null },
    may_activate: true,
    needs_reason: false,
  };
  await drawn();
  await press("passed");
  expect(box.querySelector("textarea")).toBeNull();
  expect(box.textContent).not.toContain("Golden conversations");
  await press("Let it serve");
  expect(posts()[0]).toEqual({
    method: "POST",
    path: "/api/merchant/releases/r2/activate",
    body: { reason: null },
  });
});

test("going back asks once", async () => {
  overview = { ...overview, previous: "r0" };
  await drawn();
  await press("Go back to the release before");
  expect(posts()).toEqual([]);
  expect(box.textContent).toContain("Back to release r0?");
  await press("Cancel");
  expect(box.textContent).not.toContain("Back to release r0?");
  await press("Go back to the release before");
  await press("Go back");
  expect(posts()).toEqual([{ method: "POST", path: "/api/merchant/releases/rollback", body: null }]);
});

test("the one that serves offers nothing to do", async () => {
  details = { ...release("r1", "serving"), report: null, may_activate: false, needs_reason: false };
  await drawn();
  await press("serves now");
  expect(box.querySelector(".decide")).toBeNull();
});

test("a check is started, followed to its end, and read anew", async () => {
  await drawn();
  await press("held back");
  overview = { ...overview, checking: { release: "r2", job: "j1" } };
  await press("Check everything");
  expect(posts()[0]?.path).toBe("/api/merchant/releases/r2/check");
  const [events] = FakeEvents.made;
  expect(events?.url).toBe("/api/merchant/releases/r2/check/events");
  await act(() =>
    events?.tell(
      JSON.stringify({
        state: "running",
        progress: { stage: "read", done: 24, total: 844, seconds_left: 40 },
      }),
    ),
  );
  expect(box.querySelector(".progress")?.textContent).toContain(
    "Saying judged messages … 24 of 844, about 40 s left",
  );
  expect(button("Check everything")?.disabled).toBe(true);
  await act(() => events?.tell("no JSON"));
  overview = { ...overview, checking: null };
  const before = calls.length;
  await act(() => events?.tell(JSON.stringify({ state: "failed", error: "The model is not there." })));
  await settled();
  expect(events?.closed).toBe(true);
  expect(calls.length).toBeGreaterThan(before);
  expect(box.querySelector(".progress")).toBeNull();
  expect(box.querySelector('[role="alert"]')?.textContent).toBe("The model is not there.");
});

describe("numbers", () => {
  test.each([
    [null, "count", "–"],
    [0.0625, "share", "6.3%"],
    [1234.5, "count", "1,234.5"],
    [32.9, "money", "$32.90"],
  ])("%s as %s is %s", (value, unit, shown) => {
    expect(amount(value, unit)).toBe(shown);
  });

  test("changes have a sign and a side", () => {
    expect(change(609, 480, "count")).toBe("−129");
    expect(change(0.9, 0.95, "share")).toBe("+5 points");
    expect(change(3, 3, "count")).toBe("");
    expect(change(null, 3, "count")).toBe("");
    expect(verdict(609, 480, "up")).toBe("bad");
    expect(verdict(3, 0, "down")).toBe("good");
    expect(verdict(3, 0, "")).toBe("");
  });

  test("parts of briefs are told in words", () => {
    expect(told(["tea", "cats"])).toBe("tea, cats");
    expect(told([])).toBe("–");
    expect(told(null)).toBe("–");
    expect(told({ min: 8, max: 8 })).toBe("8");
    expect(told({ min: 30, max: 50, currency: "EUR" })).toBe("30 to 50 EUR");
    expect(told({ min: 60, max: null })).toBe("from 60");
    expect(told({ min: null, max: null })).toBe("any");
  });
});

test("an answer of another form becomes an empty page, never an exception", () => {
  expect(parseReleases({ releases: [1, null, {}] }).releases).toHaveLength(3);
  expect(parseDetails({ report: 7 }).report).toBeNull();
  expect(parseDetails({ report: { at: "now" } }).report?.floors).toEqual([]);
});
