import { type Json, text } from "../kit/read";
import { parseStep } from "./parse";
import type { Answer, ForWhom, QuizHost, Step } from "./types";

/** What the quiz shows. */
export interface View {
  forWhom: ForWhom;
  fresh: boolean;
  /** The step that is shown; before the first one is there, null. */
  step: Step | null;
  /** All answers that count, also those after the step that is shown. */
  answers: Step["answers"];
  /** How many gifts are possible with all of them. */
  count: number;
  busy: boolean;
  failed: boolean;
  link: string;
}

/** The quiz without its looks: asks the server, keeps the answers, goes back and on. */
export class Quiz {
  view: View;
  #again: () => Promise<void> = async () => {};
  #finishing = crypto.randomUUID();

  constructor(
    private host: QuizHost,
    private changed: (view: View) => void,
  ) {
    this.view = {
      forWhom: host.forWhom,
      fresh: false,
      step: null,
      answers: [],
      count: 0,
      busy: false,
      failed: false,
      link: "",
    };
  }

  /** Starts from the first question. */
  start(change: Partial<Pick<View, "forWhom" | "fresh">> = {}): Promise<void> {
    this.#set({ ...change, link: "" });
    return this.#go([]);
  }

  /** Answers the question that is shown (null skips it) and goes on to the first open one. */
  answer(id: string | null): Promise<void> {
    const { step, answers } = this.view;
    if (!step?.question) return Promise.resolve();
    const given = { question: step.question.id, answer: id };
    return this.#go([...answers.slice(0, this.at), given, ...answers.slice(this.at + 1)]);
  }

  /** Shows the question at a place again; the answers after it stay. */
  show(place: number): Promise<void> {
    return this.#try(async () => {
      const step = await this.#ask(this.view.answers.slice(0, Math.max(0, place)));
      this.#set({ step, link: "" });
    });
  }

  /** The place of the question that is shown. */
  get at(): number {
    return this.view.step?.answers.length ?? 0;
  }

  /** The answer that the shown question has already. */
  get chosen(): string | null {
    const given = this.view.answers[this.at];
    return given && given.question === this.view.step?.question?.id ? given.answer : null;
  }

  /** Shows the gifts in the chat. */
  finish(): Promise<void> {
    return this.#try(async () => {
      const body = { ...this.#body(this.view.answers), client_id: this.#finishing };
      this.host.done(await this.host.call("POST", "/quiz/finish", body));
    });
  }

  /** Makes a link to the result. */
  share(): Promise<void> {
    return this.#try(async () => {
      const made = await this.host.call("POST", "/quiz/share", this.#body(this.view.answers));
      this.#set({ link: text(made.url) });
    });
  }

  /** Does again what failed. */
  retry(): Promise<void> {
    return this.#try(this.#again);
  }

  /** Takes all answers to the server, and shows the question that is open after them. */
  #go(answers: Answer[]): Promise<void> {
    return this.#try(async () => {
      const step = await this.#ask(answers);
      // Another set of answers is another quiz to finish.
      this.#finishing = crypto.randomUUID();
      this.#set({ step, answers: step.answers, count: step.count, link: "" });
    });
  }

  async #ask(answers: Answer[]): Promise<Step> {
    return parseStep(await this.host.call("POST", "/quiz", this.#body(answers)), this.host.origin);
  }

  #body(answers: Answer[]): Json {
    const { forWhom, fresh } = this.view;
    const plain = answers.map(({ question, answer }) => ({ question, answer }));
    return { for_whom: forWhom, fresh, answers: plain };
  }

  async #try(work: () => Promise<void>): Promise<void> {
    if (this.view.busy) return;
    this.#again = work;
    this.#set({ busy: true, failed: false });
    try {
      await work();
      this.#set({ busy: false });
    } catch {
      this.#set({ busy: false, failed: true });
    }
  }

  #set(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    this.changed(this.view);
  }
}
