import { Component, createRef } from "preact";
import { fill } from "../kit/fill";
import { Count } from "./Count";
import type { Words } from "./main";
import { Options } from "./Options";
import { Share } from "./Share";
import { Quiz, type View } from "./state";
import { Trail } from "./Trail";
import type { ForWhom, QuizHost } from "./types";

interface Props {
  host: QuizHost;
  words: Words;
}

/** The quiz: the way so far, the question with its answers, or the result. */
export class Screen extends Component<Props, View> {
  #quiz = new Quiz(this.props.host, (view) => this.setState(view));
  override state = this.#quiz.view;
  #heading = createRef<HTMLHeadingElement>();

  override componentDidMount(): void {
    void this.#quiz.start();
  }

  override componentDidUpdate(_: Props, before: View): void {
    const { step, count, failed } = this.state;
    const { host, words } = this.props;
    if (step && step !== before.step) {
      this.#heading.current?.focus({ preventScroll: true });
      this.#heading.current?.scrollIntoView?.({ block: "center" });
      host.say(fill(words.left, { n: count }));
    }
    if (failed && !before.failed) host.say(words.problem);
  }

  override render({ host, words }: Props, view: View) {
    const { step, answers, count, busy, failed } = view;
    const quiz = this.#quiz;
    const question = step?.question;
    return (
      <div class="qz" aria-busy={busy}>
        <div class="qz-top" hidden={!question}>
          {step && (
            <div class="qz-head">
              <Count value={count} still={host.reducedMotion} words={(n) => fill(words.left, { n })} />
              {!!answers.length && (
                <button type="button" class="quiet" disabled={busy} onClick={() => void quiz.finish()}>
                  {fill(words.show, { n: count })}
                </button>
              )}
            </div>
          )}
          {step && (
            <div class="qz-bar" aria-hidden="true">
              <span style={{ width: `${(100 * quiz.at) / Math.max(step.steps, quiz.at + 1)}%` }} />
            </div>
          )}
          {question && (
            <Trail
              answers={answers}
              at={quiz.at}
              named={false}
              words={words}
              onChange={(at) => void quiz.show(at)}
            />
          )}
        </div>
        {step && question && (
          <div class="qz-step" key={`${question.id} ${view.forWhom} ${answers.length}`}>
            {quiz.at === 0 && this.#opening(view)}
            <p class="qz-small">
              {fill(words.step, { step: quiz.at + 1, steps: Math.max(step.steps, quiz.at + 1) })}
            </p>
            <h3 id="qz-question" ref={this.#heading} tabIndex={-1}>
              {question.text}
            </h3>
            <Options
              question={question}
              chosen={quiz.chosen}
              busy={busy}
              words={words}
              onAnswer={(id) => void quiz.answer(id)}
            />
          </div>
        )}
        {step && !question && this.#result(view)}
        {!step && !failed && <p class="qz-wait">{words.loading}</p>}
        {failed && (
          <p class="qz-failed" role="alert">
            {words.problem}
            <button type="button" class="quiet" onClick={() => void quiz.retry()}>
              {words.retry}
            </button>
          </p>
        )}
        {question && (
          <div class="qz-foot">
            <button
              type="button"
              class="quiet"
              disabled={!quiz.at}
              onClick={() => void quiz.show(quiz.at - 1)}
            >
              {words.back}
            </button>
            <button type="button" class="quiet" onClick={() => void quiz.answer(null)}>
              {words.skip}
            </button>
            <button type="submit" form="qz-form" class="primary">
              {words.next}
            </button>
          </div>
        )}
      </div>
    );
  }

  /** On the first question: for whom, and what the chat knows already. */
  #opening({ forWhom, step, fresh }: View) {
    const { words } = this.props;
    const quiz = this.#quiz;
    const whom: ForWhom[] = ["someone", "myself"];
    return (
      <>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        <div class="qz-whom" role="group" aria-label={words.whom}>
          {whom.map((who) => (
            <button
              key={who}
              type="button"
              class="qz-side"
              aria-pressed={who === forWhom}
              onClick={() => void quiz.start({ forWhom: who })}
            >
              {words[who]}
            </button>
          ))}
        </div>
        {!!step?.known.length && !fresh && (
          <p class="qz-known">
            {fill(words.known, { what: step.known.join(", ") })}
            <button type="button" class="quiet" onClick={() => void quiz.start({ fresh: true })}>
              {words.fresh}
            </button>
          </p>
        )}
      </>
    );
  }

  #result({ answers, count, busy, link }: View) {
    const { host, words } = this.props;
    const quiz = this.#quiz;
    return (
      <div class="qz-result">
        <h3 ref={this.#heading} tabIndex={-1}>
          {fill(words.done, { n: count })}
        </h3>
        <p>{count ? words.doneText : words.none}</p>
        <Trail answers={answers} at={-1} named words={words} onChange={(at) => void quiz.show(at)} />
        {!!count && (
          <>
            <button type="button" class="primary qz-wide" disabled={busy} onClick={() => void quiz.finish()}>
              {fill(words.finish, { n: count })}
            </button>
            <Share link={link} busy={busy} words={words} say={host.say} onShare={() => void quiz.share()} />
          </>
        )}
        <button type="button" class="quiet qz-wide" onClick={() => void quiz.start({ fresh: true })}>
          {words.again}
        </button>
      </div>
    );
  }
}
