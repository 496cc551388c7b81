import { expect, test } from "vitest";
import { parseMessages } from "./parse";

const BASE = "https://shop.test";
const CARD = {
  product_id: "p1",
  title: "Dig kit",
  price: { amount: "34.90", currency: "USD" },
  list_price: null,
  image: "/pictures/p1.svg",
  url: "/go/p1",
  reasons: [{ text: "For ages 8 and up", evidence: "ages 8 and up" }],
};

function content(message: object) {
  return parseMessages([{ seq: 1, role: "bot", ...message }], BASE)[0]?.content;
}

test("a text with its place in the log", () => {
  const raw = {
    type: "text",
    text: "hi",
    seq: 4,
    role: "shopper",
    created_at: "2026-11-22T10:00:00Z",
    client_id: "k",
  };
  expect(parseMessages([raw], BASE)).toEqual([
    { seq: 4, role: "shopper", at: "2026-11-22T10:00:00Z", clientId: "k", content: { text: "hi" } },
  ]);
});

test("cards with absolute links", () => {
  const parsed = content({ type: "product_cards", text: "Look", items: [CARD], total: 37 });
  expect(parsed?.total).toBe(37);
  expect(parsed?.items?.[0]).toMatchObject({
    id: "p1",
    price: { amount: "34.90", currency: "USD" },
    listPrice: null,
    image: "https://shop.test/pictures/p1.svg",
    url: "https://shop.test/go/p1",
  });
});

test("a card that can't be shown is left out, a dangerous link is dropped", () => {
  const items = [
    { ...CARD, url: "javascript:alert(1)" },
    { ...CARD, price: null },
    { ...CARD, title: "" },
    7,
  ];
  const parsed = content({ type: "product_cards", items, total: 4 });
  expect(parsed?.items).toHaveLength(1);
  expect(parsed?.items?.[0]?.url).toBeNull();
});

test("quick replies", () => {
  const options = [
    { title: "Yes", payload: "/affirm" },
    { title: "", payload: "x" },
  ];
  expect(content({ type: "quick_replies", text: "Sure?", options })?.options).toEqual([
    { title: "Yes", payload: "/affirm", image: null },
  ]);
});

test("a wishlist with its link", () => {
  const parsed = content({ type: "wishlist", text: "Saved", product_ids: ["p1"], share_url: "/w/abc" });
  expect(parsed).toEqual({ text: "Saved", wishlist: { shareUrl: "https://shop.test/w/abc" } });
});

test("a policy has its passage and a link to it; without a passage it is a text", () => {
  const policy = { title: "Returns", quote: "Within 60 days.", url: "/store/policies/returns#gifts" };
  expect(content({ type: "policy", text: "60 days", ...policy })?.policy).toEqual({
    ...policy,
    url: "https://shop.test/store/policies/returns#gifts",
  });
  expect(
    content({ type: "policy", text: "60 days", ...policy, url: "javascript:alert(1)" })?.policy?.url,
  ).toBeNull();
  expect(content({ type: "policy", text: "60 days" })).toEqual({ text: "60 days" });
});

test("a policy's text does not say the quote again", () => {
  const quote = "Within 60 days.\nUnused.";
  const parsed = content({ type: "policy", text: `You can:\n${quote}`, title: "Returns", quote, url: "/r" });
  expect(parsed).toMatchObject({ text: "You can:", policy: { quote } });
});

test("a countdown has its days; one that is over is a text", () => {
  const raw = { type: "countdown", text: "soon", occasion: "Christmas", date: "2026-12-25", days: 33 };
  expect(content({ ...raw, order_by: "2026-12-18", days_to_order: 26 })?.countdown).toEqual({
    occasion: "Christmas",
    date: "2026-12-25",
    days: 33,
    orderBy: "2026-12-18",
    daysToOrder: 26,
    url: null,
  });
  expect(content({ ...raw, days: -1 })).toEqual({ text: "soon" });
  expect(content({ ...raw, date: "soon" })).toEqual({ text: "soon" });
});

test("a quiz says for whom, and has its options", () => {
  const parsed = content({ type: "quiz", text: "No idea?", for_whom: "myself", options: [{ title: "No" }] });
  expect(parsed).toMatchObject({ quiz: "myself", options: [{ title: "No" }] });
  expect(content({ type: "quiz", text: "", for_whom: "a cat" })?.quiz).toBe("someone");
});

test.each(["comparison", "product_details"])("%s is left to the part that shows it", (type) => {
  expect(content({ type, text: "see" })?.advice).toMatchObject({ type });
});

test.each(["hologram", "constructor", "__proto__"])("an unknown type, %s, is its text", (type) => {
  expect(content({ type, text: "see this", more: [1] })).toEqual({ text: "see this" });
});

test("what has no seq is no message", () => {
  expect(parseMessages([null, "x", { text: "hi" }], BASE)).toEqual([]);
  expect(parseMessages(undefined, BASE)).toEqual([]);
});
