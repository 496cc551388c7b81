import type { Json } from "../kit/read";

/** What the widget gives the quiz (see widget/Quiz). */
export interface QuizHost {
  /** `path` is relative to the conversation. */
  call(method: string, path: string, body?: unknown): Promise<Json>;
  forWhom: ForWhom;
  origin: string;
  /** Says something to screen readers. */
  say(text: string): void;
  /** Takes the answer of quiz/finish. */
  done(answer: Json): void;
  close(): void;
  /** The quiz's section of the loaded locale, empty for English. */
  texts: Record<string, string>;
  reducedMotion: boolean;
}

export type ForWhom = "someone" | "myself";

/** An answer by its id, null for a question that was skipped. */
export interface Answer {
  question: string;
  answer: string | null;
}

export interface Option {
  id: string;
  title: string;
  image: string;
  count: number;
  crossed: boolean;
}

export interface Question {
  id: string;
  text: string;
  options: Option[];
}

/** An answer that still counts, as it looked. */
export interface Given extends Answer {
  text: string;
  title: string | null;
  image: string | null;
  crossed: boolean;
}

/** Where the quiz stands: `step` of at most `steps`; `question` is null when it is done. */
export interface Step {
  question: Question | null;
  count: number;
  step: number;
  steps: number;
  answers: Given[];
  known: string[];
}
