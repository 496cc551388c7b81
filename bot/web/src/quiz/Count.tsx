import { Component } from "preact";

const MILLISECONDS = 480;

interface Props {
  value: number;
  still: boolean;
  words: (n: number) => string;
}

/** How many gifts are left: the number runs to its new value; screen readers are told by a live region instead. */
export class Count extends Component<Props, { shown: number }> {
  override state = { shown: this.props.value };
  #frame = 0;

  override componentDidUpdate({ value }: Props): void {
    if (value !== this.props.value) this.#run(this.state.shown, this.props.value);
  }

  override componentWillUnmount(): void {
    cancelAnimationFrame(this.#frame);
  }

  #run(from: number, to: number): void {
    cancelAnimationFrame(this.#frame);
    if (this.props.still) {
      this.setState({ shown: to });
      return;
    }
    const started = performance.now();
    const draw = (now: number) => {
      const part = Math.min(1, Math.max(0, now - started) / MILLISECONDS);
      this.setState({ shown: Math.round(from + (to - from) * (1 - (1 - part) ** 3)) });
      if (part < 1) this.#frame = requestAnimationFrame(draw);
    };
    this.#frame = requestAnimationFrame(draw);
  }

  override render({ words, value }: Props, { shown }: { shown: number }) {
    return (
      <p class="qz-count" data-running={shown !== value || undefined}>
        {words(shown)}
      </p>
    );
  }
}
