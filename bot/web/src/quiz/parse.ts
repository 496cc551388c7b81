import { type Json, list, number, record, text, texts } from "../kit/read";
import { safeUrl } from "../kit/safe-url";
import type { Given, Option, Question, Step } from "./types";

/** Reads the server's answer; pictures are found at `origin`. */
export function parseStep(data: Json, origin: string): Step {
  return {
    question: data.question ? parseQuestion(record(data.question), origin) : null,
    count: number(data.count) ?? 0,
    step: number(data.step) ?? 1,
    steps: number(data.steps) ?? 1,
    answers: list(data.answers).map((item) => parseGiven(record(item), origin)),
    known: texts(data.known),
  };
}

function parseQuestion(data: Json, origin: string): Question {
  return {
    id: text(data.id),
    text: text(data.text),
    options: list(data.options).map((item) => parseOption(record(item), origin)),
  };
}

function parseOption(data: Json, origin: string): Option {
  return {
    id: text(data.id),
    title: text(data.title),
    image: safeUrl(text(data.image), origin) ?? "",
    count: number(data.count) ?? 0,
    crossed: data.crossed === true,
  };
}

function parseGiven(data: Json, origin: string): Given {
  return {
    question: text(data.question),
    text: text(data.text),
    answer: text(data.answer) || null,
    title: text(data.title) || null,
    image: safeUrl(text(data.image), origin),
    crossed: data.crossed === true,
  };
}
