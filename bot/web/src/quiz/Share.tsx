import { Component, createRef } from "preact";
import type { Words } from "./main";

interface Props {
  link: string;
  busy: boolean;
  words: Words;
  say(text: string): void;
  onShare(): void;
}

/** The result's link: made when it is wanted, then shown, copied, passed on. */
export class Share extends Component<Props, { copied: boolean }> {
  override state = { copied: false };
  #field = createRef<HTMLInputElement>();

  override componentDidUpdate({ link }: Props): void {
    if (this.props.link && !link) this.#field.current?.focus();
    if (this.props.link !== link && this.state.copied) this.setState({ copied: false });
  }

  #copy = async (): Promise<void> => {
    const { link, say, words } = this.props;
    try {
      await navigator.clipboard.writeText(link);
      this.setState({ copied: true });
      say(words.copied);
    } catch {
      this.#field.current?.select();
    }
  };

  override render({ link, busy, words, onShare }: Props, { copied }: { copied: boolean }) {
    if (!link) {
      return (
        <button type="button" class="quiet qz-wide" disabled={busy} onClick={onShare}>
          {words.share}
        </button>
      );
    }
    return (
      <div class="qz-share">
        <div>
          <input
            ref={this.#field}
            type="text"
            readOnly
            value={link}
            aria-label={words.link}
            onFocus={(event) => event.currentTarget.select()}
          />
          <button type="button" class="quiet" onClick={this.#copy}>
            {copied ? words.copied : words.copy}
          </button>
        </div>
        <p class="qz-small">{words.shareText}</p>
      </div>
    );
  }
}
