import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Advice } from "../compare/main";
import { transcript } from "../extras/transcript";
import { parseMessages } from "../messages/parse";
import type { Policy as PolicyData } from "../messages/types";
import { Countdown } from "./Extras/Countdown";
import { Policy } from "./Extras/Policy";
import { loadPart } from "./lazy";
import { Part } from "./Part";

vi.mock("./lazy", () => ({ hasPart: () => true, loadPart: vi.fn() }));

let box: HTMLElement;

beforeEach(() => {
  box = document.createElement("div");
});
afterEach(() => {
  render(null, box);
});

function show(node: preact.ComponentChild): HTMLElement {
  render(node, box);
  return box;
}

const card = (number: number, title: string) => ({
  product_id: `p${number}`,
  title,
  price: { amount: "24.90", currency: "USD" },
  url: `/go/p${number}`,
  reasons: [{ text: "Matches dinosaurs", evidence: "dinosaurs" }],
});

const advice = (data: object) => (
  <Advice data={data as Record<string, unknown>} base="https://shop.test" saved={["p1"]} toggle={vi.fn()} />
);

test("a comparison is a table with a head for each gift and each row, and says what is unknown", () => {
  const shown = show(
    advice({
      type: "comparison",
      items: [card(1, "Dig kit"), card(2, "Atlas")],
      rows: [
        { label: "Material", values: ["wood", null] },
        { label: "Empty", values: [null, null] },
      ],
      unknown: [[], ["material"]],
    }),
  );
  const heads = (scope: string) =>
    [...shown.querySelectorAll(`th[scope=${scope}]`)].map((head) => head.textContent);
  expect(heads("col")).toEqual(["Dig kit", "Atlas"]);
  expect(heads("row")).toEqual(["Price", "Speaks for it", "Material", "Not said by the shop"]);
  const row = [...shown.querySelectorAll("tr")].find((tr) => tr.textContent?.startsWith("Material"));
  expect([...(row?.querySelectorAll("td") ?? [])].map((cell) => cell.textContent)).toEqual([
    "wood",
    "not said",
  ]);
  expect(shown.querySelector<HTMLAnchorElement>("a")?.href).toBe("https://shop.test/go/p1");
});

test("details fold the description and list the facts that are there", () => {
  const facts = [
    { label: "Material", value: "wood" },
    { label: "", value: "x" },
  ];
  const shown = show(
    advice({ type: "product_details", item: card(1, "Dig kit"), facts, usage: "Dig.", description: "Long." }),
  );
  expect([...shown.querySelectorAll("dt")].map((label) => label.textContent)).toEqual(["Material"]);
  expect(shown.querySelector("details")?.open).toBe(false);
  expect(shown.textContent).toContain("Dig.");
});

test("advice that can't be read shows nothing: its text stands above it", () => {
  expect(show(advice({ type: "comparison", items: [card(1, "Alone")] })).textContent).toBe("");
  expect(show(advice({ type: "product_details", item: 7 })).textContent).toBe("");
});

test("a countdown counts to the last day to order, else to the day", () => {
  const countdown = { occasion: "Christmas", date: "2026-12-25", days: 33, url: null };
  const ordering = show(<Countdown countdown={{ ...countdown, orderBy: "2026-12-18", daysToOrder: 26 }} />);
  expect(ordering.textContent).toContain("26 days left to order");
  expect(ordering.textContent).toContain("Order by Fri, Dec 18");
  const plain = show(<Countdown countdown={{ ...countdown, orderBy: "", daysToOrder: null }} />);
  expect(plain.textContent).toContain("33 days to go");
  expect(plain.textContent).not.toContain("Order by");
});

test("a policy is quoted, with a link to its passage", () => {
  const policy: PolicyData = { title: "Returns", quote: "Within 60 days.", url: "https://shop.test/returns" };
  const shown = show(<Policy policy={policy} />);
  expect(shown.querySelector("blockquote")?.textContent).toBe("Within 60 days.");
  expect(shown.querySelector("a")?.href).toBe("https://shop.test/returns");
  expect(show(<Policy policy={{ ...policy, url: null }} />).querySelector("a")).toBeNull();
});

test("a part that can't be had says so, and can be tried again", async () => {
  const load = vi.mocked(loadPart);
  load.mockRejectedValueOnce(new TypeError("no network"));
  load.mockResolvedValueOnce({ word: "there" });
  show(
    <Part<{ word: string; styles?: string }> name="compare" base="">
      {({ word }) => <b>{word}</b>}
    </Part>,
  );
  expect(box.querySelector("[aria-busy=true]")).not.toBeNull();
  await vi.waitFor(() => expect(box.querySelector("[role=alert] button")).not.toBeNull());
  box.querySelector("button")?.click();
  await vi.waitFor(() => expect(box.querySelector("b")?.textContent).toBe("there"));
  // A second try under another address, for browsers that remember a failure.
  expect(load.mock.calls.map((call) => call[2])).toEqual([0, 1]);
});

test("the transcript says when, who and what, with the gifts and the passages", () => {
  const raw = [
    { seq: 1, role: "shopper", type: "text", text: "hi", created_at: "2026-11-22T10:00:00Z" },
    { seq: 2, role: "bot", type: "product_cards", text: "Look", items: [card(1, "Dig kit")], total: 1 },
    {
      seq: 3,
      role: "bot",
      type: "policy",
      text: "60 days",
      title: "Returns",
      quote: "Within 60 days.",
      url: "/r",
    },
  ];
  const lines = transcript(parseMessages(raw, "https://shop.test")).split("\n");
  expect(lines[0]).toMatch(/^November 22, 2026 at .+ · You: hi$/);
  expect(lines.slice(1)).toEqual([
    "Gift finder: Look",
    "- Dig kit, $24.90 https://shop.test/go/p1",
    "Gift finder: 60 days",
    "> Within 60 days.",
    "https://shop.test/r",
  ]);
});
