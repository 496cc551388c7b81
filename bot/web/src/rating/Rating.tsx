import { Component, createRef } from "preact";
import { fill, split } from "../kit/fill";
import { number, text } from "../kit/read";
import { words } from "../locales/words";
import type { RatingProps } from "../widget/Extras/Advice";
import { type Given, parseGiven, reasonsOf } from "./read";
import { own } from "./words";

/** As the server takes it. */
const LONGEST = 500;
const SCORES = [1, 2, 3, 4, 5];
const STAR = "M12 3l2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3 6.4 20.2l1.1-6.2L3 9.6l6.2-.9z";

interface State {
  given: Given;
  /** Whether all was said: what is shown then is a thank-you. */
  done: boolean;
  failed: boolean;
  busy: boolean;
}

/** One question, answered with one tap; why, and a line in one's own words, for those who like. */
export class Rating extends Component<RatingProps, State> {
  override state: State = { given: parseGiven(null), done: false, failed: false, busy: true };
  #thanks = createRef<HTMLParagraphElement>();
  #line = createRef<HTMLTextAreaElement>();
  #pressed = false;

  get #path(): string {
    return `/ratings/${number(this.props.data.seq)}`;
  }

  override componentDidMount(): void {
    void this.#read();
  }

  override componentDidUpdate(_: RatingProps, before: State): void {
    // The button that was pressed is gone.
    if (this.state.done && !before.done && this.#pressed) this.#thanks.current?.focus();
  }

  /** What was said before this page was loaded; where that can't be had, the question is asked anew. */
  #read = async (): Promise<void> => {
    const found = await this.props.controller.call("GET", this.#path).catch(() => null);
    // Whoever was faster than this reading has said something newer.
    if (this.#pressed) return;
    const given = parseGiven(found);
    this.setState({ given, done: given.score > 0 || given.skipped, busy: false });
  };

  #say = async (given: Given, done: boolean): Promise<void> => {
    const before = this.state.given;
    this.#pressed = true;
    this.setState({ given, busy: true, failed: false });
    const { score, reason, comment } = given;
    const body = score ? { score, reason: reason || null, comment } : { score: null };
    try {
      await this.props.controller.call("PUT", this.#path, body);
      this.setState({ busy: false, done });
    } catch {
      this.setState({ given: before, busy: false, failed: true });
    }
  };

  #score = (score: number): void => {
    const { given } = this.state;
    const reason = (reasonsOf(score) as readonly string[]).includes(given.reason) ? given.reason : "";
    void this.#say(
      { score, skipped: false, reason, comment: this.#line.current?.value ?? given.comment },
      false,
    );
  };

  override render({ data, state, controller }: RatingProps, { given, done, failed, busy }: State) {
    const its = own();
    const names = split(its.scores);
    const question = text(data.text) || its.question;
    return (
      <fieldset class="rating" aria-label={question}>
        {done ? (
          <p ref={this.#thanks} class="thanks" tabIndex={-1}>
            {given.skipped ? (
              its.skipped
            ) : (
              <>
                {its.thanks} <span class="hidden">{fill(its.given, { n: given.score })}</span>
              </>
            )}
          </p>
        ) : null}
        <div class="stars" aria-busy={busy} hidden={done && given.skipped}>
          {SCORES.map((score) => (
            <button
              key={score}
              type="button"
              aria-pressed={score === given.score}
              aria-label={fill(its.score, { n: score, name: names[score - 1] ?? "" })}
              title={names[score - 1]}
              data-on={score <= given.score}
              disabled={done}
              onClick={() => this.#score(score)}
            >
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={STAR} />
              </svg>
            </button>
          ))}
        </div>
        {given.score > 0 && !done && this.#more(given)}
        {failed && (
          <p class="failed" role="alert">
            {words.problem}
          </p>
        )}
        {done && (
          <button
            type="button"
            class="change"
            onClick={() => this.setState({ done: false, given: { ...given, skipped: false } })}
          >
            {given.skipped ? its.answer : its.change}
          </button>
        )}
        {!done && given.score === 0 && (
          <button
            type="button"
            class="change"
            onClick={() => void this.#say({ score: 0, skipped: true, reason: "", comment: "" }, true)}
          >
            {its.skip}
          </button>
        )}
        {state.status === "closed" && (
          <button type="button" class="quiet" onClick={() => void controller.restart()}>
            {its.again}
          </button>
        )}
      </fieldset>
    );
  }

  #more(given: Given) {
    const its = own();
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void this.#say({ ...given, comment: this.#line.current?.value ?? "" }, true);
        }}
      >
        <fieldset class="why" aria-label={its.why}>
          {reasonsOf(given.score).map((reason) => (
            <button
              key={reason}
              type="button"
              aria-pressed={reason === given.reason}
              onClick={() =>
                void this.#say(
                  {
                    ...given,
                    reason: reason === given.reason ? "" : reason,
                    comment: this.#line.current?.value ?? "",
                  },
                  false,
                )
              }
            >
              {its[reason]}
            </button>
          ))}
        </fieldset>
        <textarea
          ref={this.#line}
          rows={2}
          dir="auto"
          maxLength={LONGEST}
          aria-label={its.line}
          placeholder={its.line}
          defaultValue={given.comment}
        />
        <button type="submit" class="primary">
          {its.send}
        </button>
      </form>
    );
  }
}
