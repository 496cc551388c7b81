import { render } from "preact";
import { expect, test, vi } from "vitest";
import { Editor } from "../extras/Editor";
import { shareLinks } from "../extras/share-links";
import { totalOf } from "../extras/total";
import type { Card, Message } from "../messages/types";
import { INITIAL, type State } from "../state/state";
import { Bubble } from "./Bubble/Bubble";
import { linkParts } from "./Bubble/links";
import { ProductCard } from "./Cards/ProductCard";
import { Reason, reasonParts } from "./Cards/Reason";
import { Header } from "./Header/Header";
import { replies } from "./MessageList/MessageList";
import { readOptions } from "./options";
import { Panel } from "./Panel/Panel";
import { STYLES } from "./styles";
import type { Ui } from "./ui";

function show(node: preact.ComponentChild): HTMLElement {
  const box = document.createElement("div");
  render(node, box);
  return box;
}

test("what looks like HTML is shown, not run", () => {
  const box = show(<Bubble speaker="bot" text={"<img src=x onerror=alert(1)> <b>x</b>"} />);
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

const CARD: Card = {
  id: "p1",
  title: "When Giants Walked",
  price: { amount: "24", currency: "USD" },
  listPrice: null,
  image: null,
  url: "https://shop.test/p1",
  reasons: [],
};

vi.mock("./lazy", () => ({ hasPart: () => true, loadPart: () => import("../extras/main") }));

function uiWith(state: Partial<State>) {
  const controller = { show: vi.fn(), editBrief: vi.fn(), wishlist: {}, feedback: {}, api: { base: "" } };
  const options = readOptions({} as DOMStringMap, {});
  const calls = { copy: vi.fn(), open: vi.fn(), close: vi.fn() };
  const ui = { state: { ...INITIAL, ...state }, controller, options, phone: false, art: null, ...calls };
  return { controller, ui: ui as unknown as Ui };
}

function message(seq: number, role: Message["role"], reply = ""): Message {
  const options = reply ? [{ title: reply, payload: "", image: null }] : undefined;
  return { seq, role, at: "", clientId: "", content: { text: "", ...(options && { options }) } };
}

test.each([
  ["followed by others", [message(1, "shopper"), message(2, "bot", "a"), message(3, "bot")], ["a"]],
  ["the last of a turn", [message(1, "bot", "a"), message(2, "bot", "b"), message(3, "bot")], ["b"]],
  ["of an earlier turn", [message(1, "bot", "a"), message(2, "shopper"), message(3, "bot")], []],
  ["before a person came", [message(1, "bot", "a"), message(2, "agent")], []],
])("quick replies %s", (_, messages, offered) => {
  expect(replies({ ...INITIAL, messages }).map(({ title }) => title)).toEqual(offered);
});

const rendered = () => new Promise((done) => setTimeout(done));

test("the editor says what it can't read and sends nothing", async () => {
  const { ui, controller } = uiWith({});
  const box = show(<Editor {...ui} field="age" />);
  const type = async (text: string) => {
    const input = box.querySelector("input") as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new Event("input"));
    await rendered();
    box.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
    await rendered();
  };
  await type("teenager");
  expect(box.querySelector("[role=alert]")?.textContent).toBe("Write it like 8 or 6-9");
  expect(box.querySelector("input")?.value).toBe("teenager");
  expect(controller.editBrief).not.toHaveBeenCalled();
  await type("13");
  expect(box.querySelector("[role=alert]")).toBeNull();
  expect(controller.editBrief).toHaveBeenCalledWith({ age: { min: 13, max: 13 } });
});

test("the focus goes round in the drawer, and Escape closes it", async () => {
  const wishlist = { items: [CARD], share: null };
  const { ui, controller } = uiWith({ open: true, sheet: "wishlist", wishlist });
  const box = show(<Panel {...ui} />);
  document.body.append(box);
  await vi.waitFor(() => expect(box.querySelector(".item")).not.toBeNull());
  const sheet = box.querySelector<HTMLElement>(".sheet") as HTMLElement;
  const press = (key: string, shiftKey = false) =>
    (document.activeElement ?? sheet).dispatchEvent(
      new KeyboardEvent("keydown", { key, shiftKey, bubbles: true, cancelable: true }),
    );
  sheet.focus();
  const stops = [...sheet.querySelectorAll("a, button")];
  for (const stop of [...stops, stops[0]]) {
    press("Tab");
    expect(document.activeElement).toBe(stop);
  }
  press("Tab", true);
  expect(document.activeElement).toBe(stops.at(-1));
  sheet.focus();
  press("Tab", true);
  expect(document.activeElement).toBe(stops.at(-1));
  press("Escape");
  expect(controller.show).toHaveBeenCalledWith(null);
  box.remove();
});

test.each([
  ["Giftfinder", ""],
  ["", ""],
  ["Bright & Co", "Bright & Co"],
])("the store's name %j under the title is %j", (name, shown) => {
  const { ui } = uiWith({});
  const options = readOptions({} as DOMStringMap, { store_name: name });
  expect(show(<Header {...ui} options={options} />).querySelector(".heading p")?.textContent).toBe(shown);
});

test("a reason that only says the title is left out", () => {
  const { ui } = uiWith({});
  const card = (evidence: string) => ({ ...CARD, reasons: [{ text: "Dinosaurs", evidence }] });
  const line = (evidence: string) =>
    show(<ProductCard {...ui} place="1" card={card(evidence)} />).querySelector(".reason");
  expect(line("When Giants Walked")).toBeNull();
  expect(line("dinosaurs")?.textContent).toBe("Dinosaurs");
});

test("titles have three lines", () => {
  expect(STYLES).toMatch(/-webkit-line-clamp:\s*3/);
});
