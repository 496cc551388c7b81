import { render } from "preact";
import { expect, test } from "vitest";
import { Bubble } from "./Bubble/Bubble";
import { linkParts } from "./Bubble/links";
import { Reason, reasonParts } from "./Cards/Reason";
import { shareLinks } from "./Wishlist/share-links";
import { totalOf } from "./Wishlist/total";

function show(node: preact.ComponentChild): HTMLElement {
  const box = document.createElement("div");
  render(node, box);
  return box;
}

test("what looks like HTML is shown, not run", () => {
  const box = show(<Bubble speaker="bot" at="" text={"<img src=x onerror=alert(1)> <b>x</b>"} />);
  expect(box.querySelector("img, b")).toBeNull();
  expect(box.querySelector(".bubble")?.textContent).toBe("<img src=x onerror=alert(1)> <b>x</b>");
});

test("addresses become links, the full stop after one does not", () => {
  expect(linkParts("See https://a.test/w/x. Or not")).toEqual(["See ", "https://a.test/w/x", ". Or not"]);
  expect(linkParts("javascript:alert(1)")).toEqual(["javascript:alert(1)"]);
});

test("the evidence is underlined in its own words", () => {
  const box = show(<Reason reason={{ text: "Made for Ages 8 and up", evidence: "ages 8 and up" }} />);
  expect(box.querySelector("u")?.textContent).toBe("Ages 8 and up");
  expect(box.textContent).toBe("Made for Ages 8 and up");
});

test("evidence that is not part of the reason stands after it", () => {
  expect(reasonParts({ text: "Fits the age", evidence: "8+" })).toEqual(["Fits the age: ", "8+", ""]);
});

test("the total is counted in hundredths, and there is none over two currencies", () => {
  const card = (amount: string, currency = "USD") =>
    ({ price: { amount, currency } }) as Parameters<typeof totalOf>[0][0];
  expect(totalOf([card("0.10"), card("0.20"), card("34.90")])).toEqual({ amount: "35.20", currency: "USD" });
  expect(totalOf([card("1"), card("1", "EUR")])).toBeNull();
  expect(totalOf([])).toBeNull();
});

test("share links carry the address whole", () => {
  const url = "https://shop.test/w/a?b=1&c=2";
  for (const [, href] of shareLinks(url)) expect(decodeURIComponent(href)).toContain(url);
});
