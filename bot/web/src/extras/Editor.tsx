import { Component } from "preact";
import { fill, split } from "../kit/fill";
import { words } from "../locales/words";
import type { BriefField } from "../state/brief";
import { ageWords, budgetWords } from "../widget/BriefBar/words";
import { takeFocus } from "../widget/focus";
import type { Ui } from "../widget/ui";
import { readField, readList, readRange, writeField } from "./edit";
import { own } from "./words";

/** An example of what to write, and values to tap. */
function helpWith(field: BriefField): readonly [hint: string, ideas: string] {
  const texts = own();
  const all = {
    relationship: [texts.hintRelationship, texts.ideasRelationship],
    age: [texts.hintAge, texts.ideasAge],
    interests: [texts.hintInterests, texts.ideasInterests],
    exclude: [texts.hintExclude, texts.ideasExclude],
    budget: [texts.hintBudget, texts.ideasBudget],
    occasion: [texts.hintOccasion, texts.ideasOccasion],
  } as const;
  return all[field];
}

type Props = Ui & { field: BriefField };

/** The small form under the chips that changes one field: a text, and values to tap. */
export class Editor extends Component<Props, { text: string; unread?: boolean }> {
  override state: { text: string; unread?: boolean } = {
    text: writeField(this.props.state.brief, this.props.field),
  };

  #currency(): string {
    return this.props.state.brief.budget?.currency ?? this.props.options.currency;
  }

  #apply(text: string): void {
    const { controller, field } = this.props;
    const change = readField(field, text, this.#currency());
    if (change) void controller.editBrief(change);
    else this.setState({ unread: true });
  }

  /** A tap on a value of a list adds or removes it; any other is the answer. */
  #tap(idea: string): void {
    if (!this.#isList()) {
      this.#apply(idea);
      return;
    }
    const chosen = readList(this.state.text);
    const others = chosen.filter((other) => other !== idea);
    this.setState({ text: (others.length < chosen.length ? others : [...chosen, idea]).join(", ") });
  }

  #isList(): boolean {
    return Array.isArray(this.props.state.brief[this.props.field]);
  }

  #label(idea: string): string {
    const { field } = this.props;
    if (field !== "age" && field !== "budget") return idea;
    const range = readRange(idea, field) ?? { min: null, max: null };
    return field === "age" ? ageWords(range) : budgetWords(range, this.#currency());
  }

  override render({ field, controller }: Props) {
    const [hint, ideas] = helpWith(field);
    const { text, unread } = this.state;
    const chosen = this.#isList() ? readList(text) : [text];
    return (
      <form
        ref={takeFocus}
        class="editor"
        onSubmit={(event) => {
          event.preventDefault();
          this.#apply(text);
        }}
      >
        <label>
          {words[field]}
          <input
            data-focus
            value={text}
            placeholder={hint}
            maxLength={200}
            aria-invalid={unread}
            onInput={(event) => this.setState({ text: event.currentTarget.value, unread: false })}
          />
        </label>
        {unread && (
          <p class="unsent" role="alert">
            {fill(own().unreadable, { hint })}
          </p>
        )}
        <div class="ideas">
          {split(ideas).map((idea) => (
            <button
              key={idea}
              type="button"
              aria-pressed={chosen.includes(idea)}
              onClick={() => this.#tap(idea)}
            >
              {this.#label(idea)}
            </button>
          ))}
        </div>
        <div class="buttons">
          <button type="button" class="quiet" onClick={() => controller.store.set({ editing: null })}>
            {words.cancel}
          </button>
          <button type="submit" class="primary">
            {own().apply}
          </button>
        </div>
      </form>
    );
  }
}
