import { useEffect, useRef, useState } from "preact/hooks";
import { fill } from "../kit/fill";
import { formatMoney } from "../kit/money";
import type { Message } from "../messages/types";
import type { Talk } from "./api";
import { words } from "./words";

interface Props {
  talk: Talk;
  error: string;
  onTake: () => void;
  onLeave: (how: "release" | "close") => void;
  onSay: (text: string) => Promise<boolean>;
  onTyping: (on: boolean) => void;
  onBack: () => void;
}

const TYPING_ENDS = 4000;

export function Thread({ talk, error, onTake, onLeave, onSay, onTyping, onBack }: Props) {
  const log = useRef<HTMLOListElement>(null);
  const held = talk.lease !== null;
  const count = talk.messages.length;
  useEffect(() => log.current?.scrollTo(0, log.current.scrollHeight), [count, talk.id]);

  return (
    <main class="thread" aria-label={words.conversation}>
      <header>
        <button type="button" class="quiet narrow" onClick={onBack}>
          {words.back}
        </button>
        <p role="status">{standing(talk)}</p>
        {!held && talk.status !== "closed" && talk.status !== "agent" && (
          <button type="button" class="primary" onClick={onTake} aria-keyshortcuts="a">
            {words.take}
          </button>
        )}
        {held && (
          <>
            <button type="button" class="quiet" onClick={() => onLeave("release")} aria-keyshortcuts="b">
              {words.release}
            </button>
            <button type="button" class="quiet" onClick={() => onLeave("close")} aria-keyshortcuts="e">
              {words.close}
            </button>
          </>
        )}
      </header>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <ol ref={log} aria-live="polite" tabIndex={0} aria-label={words.conversation}>
        {talk.messages.map((message) => (
          <Bubble key={message.seq} message={message} />
        ))}
      </ol>
      {held && <Composer onSay={onSay} onTyping={onTyping} />}
    </main>
  );
}

function standing(talk: Talk): string {
  if (talk.status === "closed") return words.ended;
  if (talk.lease !== null) return words.you;
  if (talk.status === "agent") return fill(words.heldBy, { name: talk.holder });
  return talk.status === "waiting" ? words.isWaiting : words.bot;
}

const NAMES = { shopper: words.shopper, bot: words.botName, agent: words.agentName, system: "" };

function Bubble({ message }: { message: Message }) {
  const { items, options } = message.content;
  const time = new Date(message.at);
  return (
    <li class={`bubble ${message.role}`}>
      <span class="meta">
        {NAMES[message.role]}{" "}
        <time dateTime={message.at}>
          {time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}
        </time>
      </span>
      {message.content.text && <p>{message.content.text}</p>}
      {items && (
        <ul class="cards">
          {items.map((card) => (
            <li key={card.id}>
              {card.image && <img src={card.image} alt="" loading="lazy" />}
              <b>{card.title}</b> {formatMoney(card.price)}
            </li>
          ))}
        </ul>
      )}
      {options && <p class="options">{options.map((option) => option.title).join(" · ")}</p>}
    </li>
  );
}

function Composer({ onSay, onTyping }: Pick<Props, "onSay" | "onTyping">) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [empty, setEmpty] = useState(true);
  const [busy, setBusy] = useState(false);
  const typing = useRef(0);

  function typed(text: string) {
    setEmpty(!text.trim());
    if (!typing.current) onTyping(true);
    clearTimeout(typing.current);
    typing.current = window.setTimeout(() => {
      typing.current = 0;
      onTyping(false);
    }, TYPING_ENDS);
  }

  async function submit(event: Event) {
    event.preventDefault();
    // Out of the field itself: what was typed a moment ago may not be drawn yet.
    const text = field.current?.value.trim();
    if (!text || busy) return;
    setBusy(true);
    if ((await onSay(text)) && field.current?.value.trim() === text) {
      field.current.value = "";
      setEmpty(true);
    }
    setBusy(false);
  }

  return (
    <form class="composer" onSubmit={submit}>
      <textarea
        id="reply"
        rows={2}
        aria-label={words.reply}
        placeholder={words.reply}
        ref={field}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void submit(event);
        }}
      />
      <button type="submit" class="primary" disabled={busy || empty}>
        {words.send}
      </button>
    </form>
  );
}
