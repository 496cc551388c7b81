import { Component, createRef } from "preact";
import { split } from "../../kit/fill";
import * as words from "../../locales/en";
import type { State } from "../../state/state";
import { Bubble } from "../Bubble/Bubble";
import { QuickReplies } from "../QuickReplies/QuickReplies";
import type { Ui } from "../ui";
import { Turn } from "./Turn";
import { Unsent } from "./Unsent";

/** Distance from the end, in pixels, at which the shopper still counts as reading the newest. */
const NEAR = 240;

function isBusy({ typing, turns, status }: State): boolean {
  return typing || (turns > 0 && status === "bot");
}

/** Answers to offer now: the last ones of the bot's turn, wherever they stand in it; at first, ideas to start with. */
export function replies({ messages, pending, turns, loading }: State) {
  if (pending.length || turns || loading) return [];
  if (messages.length)
    return messages.findLast(({ role, content }) => role !== "bot" || content.options)?.content.options ?? [];
  return split(words.starters).map((title) => ({ title, payload: "", image: null }));
}

export class MessageList extends Component<Ui> {
  #box = createRef<HTMLDivElement>();
  #atEnd = true;

  override componentDidMount(): void {
    this.#toEnd();
  }

  override componentDidUpdate({ state: before }: Ui): void {
    const { state } = this.props;
    const grown = state.messages !== before.messages || state.pending !== before.pending;
    if (state.open !== before.open || state.pending.length > before.pending.length) this.#toEnd();
    else if (this.#atEnd && (grown || isBusy(state) !== isBusy(before))) this.#toEnd();
  }

  /** Shows the end, or where that would hide how the bot's answer to the shopper starts, that start. */
  #toEnd = (): void => {
    const box = this.#box.current as HTMLElement;
    const answers = box.querySelectorAll<HTMLElement>("[data-role=shopper] + [data-role=bot]");
    const start = ([...answers].at(-1)?.offsetTop ?? 0) - 8;
    const end = box.scrollHeight;
    const { messages, status } = this.props.state;
    const answered = messages.at(-1)?.role === "bot" && status === "bot";
    box.scrollTop = answered && start + box.clientHeight * 1.3 > end ? start : end;
  };

  #onScroll = (): void => {
    const box = this.#box.current as HTMLDivElement;
    this.#atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    box.toggleAttribute("data-up", !this.#atEnd);
  };

  override render() {
    const { state, options, controller } = this.props;
    const offered = replies(state);
    return (
      <div class="listbox">
        <div
          ref={this.#box}
          class="list"
          tabIndex={0}
          role="log"
          aria-label={words.log}
          onScroll={this.#onScroll}
        >
          <ol>
            <li class="turn" data-role="bot">
              <Bubble speaker="bot" at="" text={options.greeting} />
            </li>
            {state.messages.map((message) => (
              <Turn key={message.clientId || message.seq} {...this.props} message={message} />
            ))}
            {state.pending.map((item) => (
              <Unsent key={item.clientId} {...this.props} pending={item} />
            ))}
          </ol>
          {state.loading && <Skeleton />}
          {offered.length > 0 && <QuickReplies options={offered} controller={controller} />}
          {isBusy(state) && (
            <p class="typing bubble">
              <i />
              <i />
              <i />
              <span class="hidden">{words.typing}</span>
            </p>
          )}
        </div>
        <button type="button" class="newer" onClick={this.#toEnd}>
          {words.newer}
        </button>
      </div>
    );
  }
}

/** Stands where something is still loading. */
export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
