import { beforeEach, describe, expect, test, vi } from "vitest";
import { Alerts, reasons } from "./alerts";
import { type Line, parseLine, parseTalk, type Talk } from "./api";
import { belongs, countOf, inOrder, NO_FILTERS, passes } from "./inbox/lanes";
import { filled, open, valuesOf } from "./placeholders";
import { Drafts } from "./shell/drafts";
import { hashOf, placeOf } from "./shell/route";
import { isShortcut } from "./shell/shortcuts";
import { current, NO_TABS, opened, remember, remembered, shut, split } from "./shell/tabs";
import { Talks } from "./shell/talks";
import { briefWords } from "./words-of-brief";

function line(id: string, more: Record<string, unknown> = {}): Line {
  return parseLine({ id, status: "waiting", updated_at: "2026-12-01T10:00:00Z", last_seq: 1, ...more });
}
const days = (left: number) => ({
  occasion: "christmas",
  title: "Christmas",
  date: "2026-12-25",
  order_by: "2026-12-18",
  days_to_order: left,
});

describe("lanes", () => {
  const waits = line("w", { waiting_since: "2026-12-01T09:00:00Z", unread: 2 });
  const mine = line("m", { status: "agent", mine: true, holder_id: 1, deadline: days(3), mentions: 1 });
  const bot = line("b", { status: "bot", deadline: days(1) });
  const ended = line("c", { status: "closed" });

  test("each has its own", () => {
    const of = (lane: Parameters<typeof belongs>[1]) =>
      [waits, mine, bot, ended].filter((one) => belongs(one, lane)).map((one) => one.id);
    expect(of("waiting")).toEqual(["w"]);
    expect(of("mine")).toEqual(["m"]);
    expect(of("holiday")).toEqual(["m"]);
    expect(of("all")).toEqual(["w", "m", "b"]);
    expect(of("closed")).toEqual(["c"]);
  });

  test("before a holiday come those who wait, then those with fewer days", () => {
    const late = line("late", { deadline: days(9), waiting_since: "2026-12-01T08:00:00Z" });
    const soon = line("soon", { deadline: days(1), waiting_since: "2026-12-01T09:30:00Z" });
    expect(inOrder([mine, late, soon], "holiday").map(({ id }) => id)).toEqual(["soon", "late", "m"]);
    expect(inOrder([soon, late], "waiting").map(({ id }) => id)).toEqual(["late", "soon"]);
  });

  test("counts conversations, and what is unread in them", () => {
    expect(countOf([waits, mine, bot], "all")).toEqual({ talks: 3, unread: 3 });
  });

  test("filters", () => {
    const vip = line("v", { labels: ["vip"] });
    expect(passes(vip, { ...NO_FILTERS, label: "vip" })).toBe(true);
    expect(passes(waits, { ...NO_FILTERS, label: "vip" })).toBe(false);
    expect(passes(mine, { ...NO_FILTERS, holder: "1" })).toBe(true);
    expect(passes(waits, { ...NO_FILTERS, holder: "1" })).toBe(false);
    expect(passes(mine, { ...NO_FILTERS, unread: true })).toBe(true);
    expect(passes(bot, { ...NO_FILTERS, unread: true })).toBe(false);
    expect(passes(waits, { ...NO_FILTERS, deadline: true })).toBe(false);
  });
});

describe("alerts", () => {
  beforeEach(() => localStorage.clear());

  test("somebody new waits, a message is mine, a note names me", () => {
    const found = reasons([
      line("w", { waiting_since: "t" }),
      line("m", { status: "agent", mine: true, unread: 1 }),
      line("o", { status: "agent", unread: 4 }),
      line("n", { status: "bot", mentions: 1 }),
    ]);
    expect([...found.values()]).toEqual(["waits", "mine", "mine"]);
  });

  test("the title counts what wants somebody", () => {
    const alerts = new Alerts();
    alerts.look([line("w"), line("b", { status: "bot" })]);
    expect(document.title).toMatch(/^\(1\) /);
    alerts.look([]);
    expect(document.title).not.toMatch(/^\(/);
  });

  test("notifies a hidden page once for each, and never asks by itself", () => {
    const shown = vi.fn();
    const ask = vi.fn();
    class Fake {
      static permission = "granted";
      static requestPermission = ask;
      onclick: unknown = null;
      constructor(text: string) {
        shown(text);
      }
    }
    vi.stubGlobal("Notification", Fake);
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    const alerts = new Alerts();
    const waiting = line("w", { waiting_since: "t" });
    alerts.look([waiting]);
    alerts.look([{ ...waiting, lastSeq: 9 }]);
    expect(shown).toHaveBeenCalledTimes(1);
    alerts.wake();
    expect(ask).not.toHaveBeenCalled();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test("remembers that sound is off", () => {
    expect(new Alerts().toggleSound()).toBe(false);
    expect(new Alerts().sound).toBe(false);
  });
});

describe("placeholders", () => {
  const talk = parseTalk({
    id: "1",
    brief: { relationship: "niece", budget: { max: 40, currency: "USD" }, occasion: "christmas" },
    products: [{ product_id: "p", title: "Dig kit", price: { amount: "24.90", currency: "USD" } }],
    deadline: days(3),
  });

  test("what is known is filled in", () => {
    const values = valuesOf(talk, "Ada", "The Gift Cupboard");
    const text = "{agent} of {store}: {product}, {price}, for your {recipient} by {order_by}, under {budget}";
    expect(filled(text, values)).toBe(
      "Ada of The Gift Cupboard: Dig kit, $24.90, for your niece by Fri, Dec 18, under $40",
    );
  });

  test("what is not stays, and is told", () => {
    const bare = valuesOf(parseTalk({ id: "1", brief: {} }), "Ada", "");
    expect(filled("{recipient} {order_by} {constructor}", bare)).toBe("{recipient} {order_by} {constructor}");
    expect(open("by {order_by}, {order_by} {else}")).toEqual(["order_by"]);
  });
});

describe("tabs", () => {
  const two = opened(opened(NO_TABS, "a"), "b");

  test("a conversation opens in the column worked in", () => {
    expect(two).toEqual({ open: ["a", "b"], columns: ["b"], focus: 0 });
    expect(current(opened(two, "a"))).toBe("a");
  });

  test("two side by side", () => {
    const beside = split(two);
    expect(beside.columns).toEqual(["b", "a"]);
    expect(split(beside).columns).toEqual(["b"]);
    const third = opened(two, "c", true);
    expect([third.columns, current(third)]).toEqual([["b", "c"], "c"]);
    expect(opened(third, "b").focus).toBe(0);
    expect(shut(third, "c")).toEqual({ open: ["a", "b"], columns: ["b"], focus: 0 });
  });

  test("the last one closed leaves nothing, others give way to a neighbour", () => {
    expect(current(shut(two, "b"))).toBe("a");
    expect(current(shut(opened(NO_TABS, "a"), "a"))).toBe("");
  });

  test("there are at most six, and none that is shown goes", () => {
    const many = ["a", "b", "c", "d", "e", "f", "g"].reduce((tabs, id) => opened(tabs, id), NO_TABS);
    expect(many.open).toEqual(["b", "c", "d", "e", "f", "g"]);
  });

  test("they outlive a reload", () => {
    remember(split(two));
    expect(remembered()).toEqual(split(two));
    sessionStorage.setItem("giftfinder-desk-tabs", "{");
    expect(remembered()).toEqual(NO_TABS);
  });
});

describe("reading conversations anew", () => {
  const talk = (count: number): Talk => parseTalk({ id: "1", read_seq: count });

  test("a change while one is read makes one more reading, not two", async () => {
    const answers: ((talk: Talk) => void)[] = [];
    const read = vi.fn(() => new Promise<Talk>((resolve) => answers.push(resolve)));
    const talks = new Talks(
      () => undefined,
      () => undefined,
      read,
    );
    const done = talks.load("1");
    void talks.load("1");
    void talks.load("1");
    answers[0]?.(talk(1));
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
    answers[1]?.(talk(2));
    await done;
    expect(talks.talks.get("1")?.readSeq).toBe(2);
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("what can't be read is told, and tried again when asked", async () => {
    const failed = vi.fn();
    const read = vi.fn().mockRejectedValueOnce(new Error("no")).mockResolvedValueOnce(talk(1));
    const talks = new Talks(() => undefined, failed, read);
    await talks.load("1");
    expect(failed).toHaveBeenCalledWith("1", expect.any(Error));
    await talks.load("1");
    expect(talks.talks.has("1")).toBe(true);
  });
});

describe("keys", () => {
  function pressed(element: Element, init: KeyboardEventInit = {}) {
    let answer: boolean | null = null;
    const listen = (event: Event) => {
      answer = isShortcut(event as KeyboardEvent);
    };
    document.addEventListener("keydown", listen);
    element.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true, ...init }));
    document.removeEventListener("keydown", listen);
    return answer;
  }

  test("they are for who does not write, with no other key held", () => {
    document.body.innerHTML = "<button>x</button><input><textarea></textarea><select></select>";
    const [button, ...fields] = document.body.children;
    expect(pressed(button as Element)).toBe(true);
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    document.body.append(box);
    expect(pressed(box)).toBe(true);
    expect(pressed(button as Element, { ctrlKey: true })).toBe(false);
    expect(pressed(button as Element, { metaKey: true })).toBe(false);
    for (const field of fields) expect(pressed(field)).toBe(false);
  });

  test("they are off while a dialog is open", () => {
    document.body.innerHTML = "<button>x</button><dialog open></dialog>";
    expect(pressed(document.querySelector("button") as Element)).toBe(false);
  });
});

test("drafts stay with their conversation", () => {
  const drafts = new Drafts();
  drafts.insert("1", "Hello");
  drafts.insert("1", "there");
  expect([drafts.get("1"), drafts.get("2")]).toEqual(["Hello there", ""]);
  const box = vi.fn();
  const end = drafts.attach("1", box);
  drafts.insert("1", "!");
  expect(box).toHaveBeenCalledWith("!");
  end();
  drafts.set("1", "");
  expect(drafts.get("1")).toBe("");
});

test("addresses say where the console is", () => {
  expect(placeOf("")).toEqual({ section: "conversations", path: "" });
  expect(placeOf(hashOf("conversations", "mine/a b"))).toEqual({
    section: "conversations",
    path: "mine/a b",
  });
  expect(placeOf("#/statistics/%E0%A4%A")).toEqual({ section: "statistics", path: "" });
});

test("a brief in a few words", () => {
  const brief = { relationship: "niece", age: { min: 8, max: 8 }, interests: ["dinosaurs", "mud"] };
  expect(briefWords(brief)).toBe("niece · 8 · dinosaurs, mud");
  expect(briefWords({ age: { min: 8, max: null } })).toBe("8+");
  expect(briefWords({})).toBe("");
});
