import { beforeEach, expect, test, vi } from "vitest";
import type { Json } from "../kit/read";
import { mount } from "./main";
import type { Answer, QuizHost } from "./types";

const QUESTIONS = ["who", "vibe", "budget"];
let root: HTMLElement;
let calls: [string, { answers: Answer[]; client_id?: string; for_whom: string; fresh: boolean }][];
let host: QuizHost;
let broken = false;

/** A quiz of three questions; each answer leaves a tenth. */
function server(answers: Answer[]): Json {
  const given = answers.filter((item) => item.answer !== "gone");
  const name = QUESTIONS[given.length];
  const count = 1000 / 10 ** given.filter((item) => item.answer).length;
  const option = (id: string) => ({ id, title: id.toUpperCase(), image: `/p/${id}.svg`, count: count / 10 });
  return {
    question: name ? { id: name, text: `Which ${name}?`, options: ["a", "b"].map(option) } : null,
    count,
    step: given.length + 1,
    steps: 3,
    answers: given.map(({ question, answer }) => ({
      question,
      answer,
      text: `Which ${question}?`,
      title: answer,
    })),
    known: [],
  };
}

beforeEach(async () => {
  calls = [];
  broken = false;
  root = document.createElement("div");
  document.body.replaceChildren(root);
  host = {
    call: async (_, path, body) => {
      const sent = body as (typeof calls)[0][1];
      calls.push([path, sent]);
      if (broken) throw new Error("offline");
      if (path === "/quiz/finish") return { seq: 7 };
      if (path === "/quiz/share") return { url: "https://gifts.example/q/token" };
      return server(sent.answers);
    },
    forWhom: "someone",
    origin: "https://gifts.example",
    say: vi.fn<QuizHost["say"]>(),
    done: vi.fn<QuizHost["done"]>(),
    close: vi.fn<QuizHost["close"]>(),
    texts: {},
    reducedMotion: true,
  };
  mount(root, host);
  await settle();
});

const settle = async () => {
  for (let i = 0; i < 6; i++) await new Promise((done) => setTimeout(done));
};
const heading = () => root.querySelector("h3")?.textContent;
const button = (name: string) =>
  [...root.querySelectorAll("button")].find((item) =>
    (item.getAttribute("aria-label") ?? item.textContent ?? "").startsWith(name),
  ) as HTMLButtonElement;

async function tap(id: string): Promise<void> {
  const radio = root.querySelector(`input[value="${id}"]`) as HTMLInputElement;
  radio.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 }));
  await settle();
}

async function press(name: string): Promise<void> {
  button(name).click();
  await settle();
}

test("a tap answers, the count goes down and is announced, the heading gets the focus", async () => {
  expect(heading()).toBe("Which who?");
  expect(root.querySelector(".qz-count")?.textContent).toBe("1,000 gifts possible");
  await tap("a");
  expect(heading()).toBe("Which vibe?");
  expect(document.activeElement).toBe(root.querySelector("h3"));
  expect(root.querySelector(".qz-count")?.textContent).toBe("100 gifts possible");
  expect(host.say).toHaveBeenLastCalledWith("100 gifts possible");
  expect(root.querySelector("img")?.src).toBe("https://gifts.example/p/a.svg");
});

test("arrow keys only choose; Enter answers", async () => {
  const radio = root.querySelector('input[value="b"]') as HTMLInputElement;
  radio.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 0 }));
  await settle();
  expect(heading()).toBe("Which who?");
  root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settle();
  expect(heading()).toBe("Which vibe?");
  expect(calls.at(-1)?.[1].answers).toEqual([{ question: "who", answer: "b" }]);
});

test("back shows the answer given, changing it keeps those after it", async () => {
  await tap("a");
  await tap("b");
  await press("Which who?: a");
  expect(heading()).toBe("Which who?");
  expect((root.querySelector('input[value="a"]') as HTMLInputElement).checked).toBe(true);
  await tap("b");
  expect(heading()).toBe("Which budget?");
  expect(calls.at(-1)?.[1].answers.map((item) => item.answer)).toEqual(["b", "b"]);
  await press("Back");
  expect(heading()).toBe("Which vibe?");
});

test("skipped, done, shared, finished: once, whatever fails", async () => {
  await tap("a");
  await press("Skip");
  await tap("a");
  expect(heading()).toBe("10 gifts it could be");
  expect(button("Which vibe?: Skipped")).toBeTruthy();
  await press("Share the result");
  expect((root.querySelector("input[readonly]") as HTMLInputElement).value).toBe(
    "https://gifts.example/q/token",
  );
  broken = true;
  await press("Show the gifts");
  expect(host.done).not.toHaveBeenCalled();
  expect(root.querySelector('[role="alert"]')).toBeTruthy();
  broken = false;
  await press("Try again");
  expect(host.done).toHaveBeenCalledExactlyOnceWith({ seq: 7 });
  const [first, second] = calls.filter(([path]) => path === "/quiz/finish").map(([, body]) => body.client_id);
  expect(first).toBeTruthy();
  expect(second).toBe(first);
});

test("for oneself, and from nothing", async () => {
  await press("Me");
  expect(calls.at(-1)?.[1]).toMatchObject({ for_whom: "myself", answers: [], fresh: false });
  await tap("a");
  await tap("a");
  await tap("a");
  await press("Start again");
  expect(calls.at(-1)?.[1]).toMatchObject({ for_whom: "myself", answers: [], fresh: true });
});
