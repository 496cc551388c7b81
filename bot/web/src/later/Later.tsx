import { Component, createRef } from "preact";
import { later } from "../locales/en";
import { words } from "../locales/words";
import type { RatingProps } from "../widget/Extras/Advice";

interface State {
  open: boolean;
  busy: boolean;
  failed: boolean;
  done: boolean;
}

/** Opens by a button; the address goes to the shop's team alone, never into the conversation. */
export class Later extends Component<RatingProps, State> {
  override state: State = { open: false, busy: false, failed: false, done: false };
  #email = createRef<HTMLInputElement>();
  #text = createRef<HTMLTextAreaElement>();
  #thanks = createRef<HTMLParagraphElement>();

  override componentDidUpdate(_: RatingProps, before: State): void {
    // The button that was pressed is gone.
    if (this.state.done && !before.done) this.#thanks.current?.focus();
    else if (this.state.open && !before.open) this.#email.current?.focus();
  }

  #leave = async (event: Event): Promise<void> => {
    event.preventDefault();
    const email = this.#email.current?.value.trim();
    this.setState({ busy: true, failed: false });
    try {
      await this.props.controller.call("POST", "/later", { email, text: this.#text.current?.value ?? "" });
      this.setState({ busy: false, done: true });
    } catch {
      this.setState({ busy: false, failed: true });
    }
  };

  override render(_: RatingProps, { open, busy, failed, done }: State) {
    const its = { ...later, ...words.sections.later };
    if (done)
      return (
        <p ref={this.#thanks} class="later" tabIndex={-1}>
          {its.thanks}
        </p>
      );
    if (!open)
      return (
        <button type="button" class="quiet" onClick={() => this.setState({ open: true })}>
          {its.open}
        </button>
      );
    return (
      <form
        class="later"
        aria-label={its.open}
        aria-busy={busy}
        onSubmit={(event) => void this.#leave(event)}
      >
        <label>
          {its.email}
          <input
            ref={this.#email}
            type="email"
            required
            maxLength={254}
            autoComplete="email"
            dir="ltr"
            aria-describedby="later-kept"
          />
        </label>
        <label>
          {its.text}
          <textarea ref={this.#text} rows={3} dir="auto" maxLength={1000} />
        </label>
        <p id="later-kept">{its.kept}</p>
        {failed && (
          <p class="failed" role="alert">
            {its.failed}
          </p>
        )}
        <button type="submit" class="primary" disabled={busy}>
          {its.send}
        </button>
      </form>
    );
  }
}
