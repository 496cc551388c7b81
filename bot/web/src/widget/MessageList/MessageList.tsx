import { Component, createRef } from "preact";
import { split } from "../../kit/fill";
import { words } from "../../locales/words";
import type { State } from "../../state/state";
import { Bubble } from "../Bubble/Bubble";
import { showsTime } from "../Bubble/Time";
import { Countdown } from "../Extras/Countdown";
import { hasPart } from "../lazy";
import { QuickReplies } from "../QuickReplies/QuickReplies";
import type { Ui } from "../ui";
import { Skeleton } from "./Skeleton";
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
  if (messages.length) {
    const last = messages.findLast(({ role, content }) => role !== "bot" || content.options)?.content;
    // The options of a quiz do without it; the quiz has its own.
    return (last?.quiz && hasPart("quiz") ? null : last?.options) ?? [];
  }
  const texts = split(words.said.starters);
  return split(words.starters).map((title, at) => ({ title, payload: "", image: null, text: texts[at] }));
}

/** Whether the newest answer shows gifts, which are high. */
function hasGifts({ messages }: State): boolean {
  const said = messages.findLastIndex(({ role }) => role === "shopper");
  return messages.slice(said + 1).some(({ content }) => content.items?.length || content.advice);
}

export class MessageList extends Component<Ui> {
  #box = createRef<HTMLDivElement>();
  #atEnd = true;

  /** Parts that load late make the list longer after it was drawn. */
  #growth = new ResizeObserver(() => this.#atEnd && this.#toEnd());

  override componentDidMount(): void {
    this.#toEnd();
    this.#growth.observe(this.#box.current?.firstElementChild as Element);
  }

  override componentWillUnmount(): void {
    this.#growth.disconnect();
  }

  override componentDidUpdate({ state: before }: Ui): void {
    const { state } = this.props;
    const grown = state.messages !== before.messages || state.pending !== before.pending;
    if (state.open !== before.open || state.pending.length > before.pending.length) this.#toEnd();
    else if (this.#atEnd && (grown || isBusy(state) !== isBusy(before))) this.#toEnd();
  }

  /** Shows the end; where that would hide how the bot's answer starts, that start; where both are too far apart, its gifts. */
  #toEnd = (): void => {
    const box = this.#box.current as HTMLElement;
    const topOf = (selector: string) =>
      ([...box.querySelectorAll<HTMLElement>(selector)].at(-1)?.offsetTop ?? 0) - 8;
    const end = box.scrollHeight;
    const start = topOf("[data-role=shopper] + [data-role=bot]");
    const gifts = topOf("[data-role=bot]:has(.row,.part)");
    const near = start + box.clientHeight * 1.3 > end;
    const { messages, pending, status } = this.props.state;
    const answered = !pending.length && messages.at(-1)?.role === "bot" && status === "bot";
    box.scrollTop = !answered ? end : near ? start : gifts >= Math.max(start, 0) ? gifts : end;
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
              <Bubble speaker="bot" text={options.greeting} />
              {options.countdown && <Countdown countdown={options.countdown} />}
            </li>
            {state.messages.map((message, at) => (
              <Turn
                key={message.clientId || message.seq}
                {...this.props}
                message={message}
                timed={showsTime(state.messages, at)}
                beside={state.messages[at - 1]?.role === message.role}
              />
            ))}
            {state.pending.map((item) => (
              <Unsent key={item.clientId} {...this.props} pending={item} />
            ))}
          </ol>
          {state.loading && <Skeleton />}
          {offered.length > 0 && (
            <QuickReplies options={offered} controller={controller} docked={hasGifts(state)} />
          )}
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
