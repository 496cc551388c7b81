import { Component } from "preact";
import { fill } from "../kit/fill";
import type { Words } from "./main";
import type { Question } from "./types";

interface Props {
  question: Question;
  chosen: string | null;
  busy: boolean;
  words: Words;
  onAnswer(id: string | null): void;
}

/** The answers as a group of radio buttons: a tap answers, arrow keys choose and Enter or "Next" answers. */
export class Options extends Component<Props, { marked: string | null }> {
  override state = { marked: this.props.chosen };

  #tapped = (event: MouseEvent, id: string): void => {
    this.setState({ marked: id });
    // Arrow keys click too, without a pointer: whoever uses them looks around before answering.
    if (event.detail > 0) this.props.onAnswer(id);
  };

  render({ question, busy, words, onAnswer }: Props, { marked }: { marked: string | null }) {
    const send = (event: Event) => {
      event.preventDefault();
      // Out of the form itself: what was marked a moment ago may not be drawn yet.
      const form = event.currentTarget as HTMLElement;
      const picked = form.querySelector<HTMLInputElement>("input:checked");
      if (!picked) form.querySelector("input")?.focus();
      else if (!busy) onAnswer(picked.value);
    };
    return (
      <form id="qz-form" onSubmit={send} aria-busy={busy}>
        <div class="qz-options" role="radiogroup" aria-labelledby="qz-question">
          {question.options.map(({ id, title, image, count, crossed }) => (
            <label key={id} class="qz-option" data-marked={marked === id || undefined}>
              <input
                type="radio"
                name={question.id}
                value={id}
                checked={marked === id}
                onClick={(event) => this.#tapped(event, id)}
              />
              <span class="qz-picture" data-crossed={crossed || undefined}>
                {image && <img src={image} alt="" width="400" height="300" />}
              </span>
              <span class="qz-name">
                <span>{title}</span> <span class="qz-gifts">{fill(words.option, { n: count })}</span>
              </span>
            </label>
          ))}
        </div>
        <button type="submit" class="hidden" tabIndex={-1} aria-hidden="true" />
      </form>
    );
  }
}
