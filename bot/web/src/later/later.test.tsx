import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as german from "../locales/de";
import { ENGLISH, speak } from "../locales/words";
import type { Controller } from "../state/controller";
import { INITIAL } from "../state/state";
import { Advice } from "./main";
import { standing } from "./standing";

let box: HTMLElement;
let refuse: boolean;
const call = vi.fn();

beforeEach(async () => {
  box = document.body.appendChild(document.createElement("div"));
  refuse = false;
  call.mockReset().mockImplementation(async () => {
    if (refuse) throw new Error("422");
    return { id: "i1" };
  });
  const controller = { call } as unknown as Controller;
  const data = { type: "later", seq: 3, text: "Nobody is here." };
  render(
    <Advice data={data} base="" saved={[]} toggle={vi.fn()} state={INITIAL} controller={controller} />,
    box,
  );
  await settled();
});
afterEach(() => {
  render(null, box);
  box.remove();
  speak("en", ENGLISH);
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setTimeout(resolve));
}
async function open(): Promise<void> {
  box.querySelector("button")?.click();
  await settled();
}
async function send(email: string, text = ""): Promise<void> {
  (box.querySelector("input") as HTMLInputElement).value = email;
  (box.querySelector("textarea") as HTMLTextAreaElement).value = text;
  box.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settled();
}

describe("the form", () => {
  test("is behind a button, and begins with the address", async () => {
    expect(box.querySelector("form")).toBe(null);
    await open();
    expect(document.activeElement).toBe(box.querySelector("input"));
    expect(box.querySelector("input")?.getAttribute("aria-describedby")).toBe("later-kept");
    expect(box.querySelector("#later-kept")?.textContent).toContain("Only the shop");
  });

  test("sends the address and the question once, and thanks", async () => {
    await open();
    await send(" eve@home.example ", "Is it <b>blue</b>?");
    expect(call.mock.calls).toEqual([
      ["POST", "/later", { email: "eve@home.example", text: "Is it <b>blue</b>?" }],
    ]);
    expect(box.querySelector("form")).toBe(null);
    expect(box.textContent).toContain("Thank you");
    expect(document.activeElement?.textContent).toContain("Thank you");
  });

  test("that is refused says so, and keeps what was written", async () => {
    refuse = true;
    await open();
    await send("eve@home", "Is it blue?");
    expect(box.querySelector("[role=alert]")?.textContent).toContain("check the address");
    expect((box.querySelector("textarea") as HTMLTextAreaElement).value).toBe("Is it blue?");
    refuse = false;
    await send("eve@home.example");
    expect(box.textContent).toContain("Thank you");
  });
});

describe("the place in the line", () => {
  test.each([
    [{ position: 1, expected: null, opens: null }, "You’re next in line for a person"],
    [{ position: 3, expected: null, opens: null }, "You’re number 3 in line for a person"],
    [{ position: 1, expected: 20, opens: null }, "You’re next in line for a person · about 1 minute"],
    [{ position: 2, expected: 130, opens: null }, "You’re number 2 in line for a person · about 3 minutes"],
    [
      { position: 1, expected: 0, opens: null },
      "You’re next in line for a person · it takes longer than usual",
    ],
    [{}, ""],
    [{ position: "<b>", expected: "soon" }, ""],
  ])("%j: %s", (queue, expected) => {
    expect(standing(queue)).toBe(expected);
  });

  test("outside hours it says when the team is back, in the shopper's own time", () => {
    const said = standing({ position: 1, expected: null, opens: "2026-11-23T09:00:00+01:00" });
    expect(said).toMatch(/next in line.* · the team is back Monday(?: at)? \d\d?:\d\d/);
  });

  test("in the shopper's language", () => {
    speak("de", german);
    expect(standing({ position: 2, expected: 90 })).toBe(
      "Sie sind Nummer 2 in der Warteschlange · etwa 2 Minuten",
    );
  });
});
