import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readColleagues } from "../api";
import { draw, panelProps, settled, write } from "../testing/stage";
import { Notes } from "./Notes";

vi.mock("../api", async (original) => ({ ...(await original<object>()), readColleagues: vi.fn() }));
let box: HTMLElement;

beforeEach(() => {
  box = document.body.appendChild(document.createElement("div"));
  vi.mocked(readColleagues).mockResolvedValue([
    { id: 2, name: "bob", here: true, me: false },
    { id: 3, name: "bonnie", here: true, me: false },
  ]);
});
afterEach(() => {
  render(null, box);
  box.remove();
});
const field = () => box.querySelector("textarea") as HTMLTextAreaElement;
const offers = () => [...box.querySelectorAll("[role=option]")].map((one) => one.textContent?.split(" ")[0]);
const key = (name: string) =>
  field().dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));

test("a name is offered, chosen with the keys, and the note told", async () => {
  const props = panelProps();
  await draw(box, Notes, props);
  await write(field(), "@bo");
  expect(offers()).toEqual(["@bob", "@bonnie"]);
  await act(() => void key("ArrowDown"));
  await act(() => void key("Enter"));
  expect(field().value).toBe("@bonnie ");
  expect(offers()).toEqual([]);
  await write(field(), "@bonnie knows looms", "Enter");
  expect(props.call).toHaveBeenCalledWith(
    "POST",
    "/agent/conversations/c1/notes",
    expect.objectContaining({ text: "@bonnie knows looms" }),
  );
});

test("whoever types faster than it is drawn loses nothing", async () => {
  const props = panelProps();
  await draw(box, Notes, props);
  await write(field(), "@bo");
  // All in one go, without a drawing in between.
  key("Enter");
  field().value += "knows looms";
  field().dispatchEvent(new Event("input", { bubbles: true }));
  key("Enter");
  await settled();
  expect(props.call).toHaveBeenCalledWith(
    "POST",
    "/agent/conversations/c1/notes",
    expect.objectContaining({ text: "@bob knows looms" }),
  );
});
