import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Member } from "../api";
import { settled } from "../testing/stage";
import { daysFrom, duration, moment, scale } from "./format";
import { Statistics } from "./Statistics";

const spread = (median: number | null = null, p90 = median, count = median === null ? 0 : 1) => ({
  count,
  median,
  p90,
});
const figures = (more: object = {}) => ({
  asked: 0,
  answered: 0,
  left: 0,
  taken: 0,
  closed: 0,
  released: 0,
  response: spread(),
  resolution: spread(),
  ratings: { asked: 0, given: 0, mean: null, scores: [0, 0, 0, 0, 0], reasons: {} },
  ...more,
});
const RATED = { asked: 3, given: 2, mean: 3.5, scores: [0, 1, 0, 0, 1], reasons: { slow: 1 } };
const busy = {
  asked: 5,
  answered: 3,
  left: 1,
  response: spread(30, 240, 3),
  resolution: spread(600),
  ratings: RATED,
};
const spanOf = (total: object) => ({
  total: figures(total),
  days: [
    { day: "2026-11-22", ...figures() },
    { day: "2026-11-23", ...figures(total) },
  ],
});
const ANSWER = {
  since: "2026-11-22",
  until: "2026-11-23",
  today: "2026-11-23",
  time_zone: "America/New_York",
  team: spanOf(busy),
  agents: [
    { id: 1, name: "Ada", ...spanOf({ answered: 2, closed: 2 }) },
    { id: 2, name: "Bob", ...spanOf({ answered: 1 }) },
  ],
  remarks: [
    {
      conversation_id: "c1",
      at: "2026-11-23T04:30:00Z",
      agent_id: 1,
      agent: "Ada",
      score: 5,
      reason: null,
      comment: "<b>hi</b>",
    },
    {
      conversation_id: "c2",
      at: "2026-11-22T20:00:00Z",
      agent_id: 2,
      agent: "Bob",
      score: 2,
      reason: "slow",
      comment: "",
    },
  ],
};

let box: HTMLElement;
let answer: unknown;
const call = vi.fn(async () => answer as Record<string, unknown> | null);
const go = vi.fn();
const openTalk = vi.fn();

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      disconnect() {}
    },
  );
  box = document.body.appendChild(document.createElement("div"));
  answer = ANSWER;
  for (const mock of [call, go, openTalk]) mock.mockClear();
});
afterEach(() => {
  render(null, box);
  box.remove();
  vi.unstubAllGlobals();
});

async function show(path = "", role: Member["role"] = "merchant") {
  const member: Member = { id: 1, name: "Ada", email: "ada@shop.example", role };
  await act(() =>
    render(
      <Statistics member={member} call={call} path={path} go={go} changed={0} openTalk={openTalk} />,
      box,
    ),
  );
  await settled();
}
const words = () => box.textContent ?? "";
const figure = (title: string) =>
  [...box.querySelectorAll("figure")].find((one) => one.querySelector("h3")?.textContent === title);

describe("what is written", () => {
  test("times are as exact as one cares about", () => {
    expect(duration(null)).toBe("–");
    expect(duration(0.4)).toBe("0 sec");
    expect(duration(98.6)).toBe("99 sec");
    expect(duration(210)).toBe("3.5 min");
    expect(duration(3 * 3600)).toBe("3 hr");
    expect(duration(5 * 86400)).toBe("5 days");
  });

  test("a scale ends at or over the most, in round steps", () => {
    expect(scale(0)).toEqual([0, 1]);
    expect(scale(3)).toEqual([0, 1, 2, 3]);
    expect(scale(42)).toEqual([0, 20, 40, 60]);
    expect(scale(200, true)).toEqual([0, 60, 120, 180, 240]);
    for (const most of [1, 7, 99, 1e4, 1e6]) {
      expect(scale(most, true).at(-1)).toBeGreaterThanOrEqual(most);
      expect(scale(most).length).toBeLessThan(8);
    }
  });

  test("days and moments are the shop's", () => {
    expect(daysFrom("2026-03-01", -1)).toBe("2026-02-28");
    expect(moment("2026-11-23T04:30:00Z", "America/New_York")).toContain("Nov 22");
    expect(moment("no time", "UTC")).toBe("");
  });
});

test("the tiles say the figures, what they mean is beside them", async () => {
  await show();
  const tiles = [...box.querySelectorAll(".tiles > div")].map((tile) => tile.textContent);
  expect(tiles[0]).toBe("Asked for a person53 answered, 1 left without an answer");
  expect(tiles[1]).toBe("First answer30 secnine of ten within 4 min");
  expect(tiles[3]).toBe("Rating3.5 of 52 of 3 asked gave one");
  expect(box.querySelector(".definitions")?.textContent).toContain("90th percentile");
});

test("each chart says what it shows and can be read as a table", async () => {
  await show();
  for (const svg of box.querySelectorAll("svg")) expect(svg.getAttribute("aria-label")).toContain("2 days");
  const asked = figure("Wishes for a person, per day");
  expect(asked?.querySelectorAll("rect.solid")).toHaveLength(1);
  await act(() =>
    [...(asked?.querySelectorAll("button") ?? [])].find((one) => one.textContent === "Table")?.click(),
  );
  const rows = [...(asked?.querySelectorAll("tbody tr") ?? [])].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => cell.textContent),
  );
  expect(rows[1]).toEqual(["Mon, Nov 23", "5", "3", "1", "1"]);
  expect(asked?.querySelector("svg")).toBeNull();
});

test("the address says which days and whose", async () => {
  await show("2026-11-22/2026-11-23/2");
  expect(call).toHaveBeenCalledWith("GET", "/agent/statistics?since=2026-11-22&until=2026-11-23");
  expect(words()).toContain("Answered first");
  expect(
    [...box.querySelectorAll(".remarks li")].map((one) => one.querySelector(".pill")?.textContent),
  ).toEqual(["Too slow"]);
  const whose = box.querySelector("select") as HTMLSelectElement;
  expect(whose.value).toBe("2");
  whose.value = "";
  await act(() => void whose.dispatchEvent(new Event("change")));
  expect(go).toHaveBeenLastCalledWith("2026-11-22/2026-11-23");
});

test("an address that names no days asks for the usual ones", async () => {
  await show("nonsense/2026");
  expect(call).toHaveBeenCalledWith("GET", "/agent/statistics");
});

test("days that make no span are not asked for", async () => {
  await show();
  const from = box.querySelector('input[type="date"]') as HTMLInputElement;
  from.value = "2026-11-24";
  await act(() => void from.dispatchEvent(new Event("change")));
  expect(go).not.toHaveBeenCalled();
  expect(box.querySelector("[role=alert]")?.textContent).toContain("first day");
});

test("what shoppers wrote is text, and agents alone can open the conversation", async () => {
  await show();
  expect(words()).toContain("<b>hi</b>");
  expect(words()).not.toContain("Open the conversation");
  await show("", "agent");
  const open = [...box.querySelectorAll("button")].find((one) => one.textContent === "Open the conversation");
  await act(() => open?.click());
  expect(openTalk).toHaveBeenCalledWith("c1");
});

test("days without anything say so", async () => {
  answer = { ...ANSWER, team: spanOf({}), agents: [], remarks: [] };
  await show();
  expect(box.querySelectorAll("svg")).toHaveLength(0);
  expect(words()).toContain("Nobody rated the help in these days.");
});
