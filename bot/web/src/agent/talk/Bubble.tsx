import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import { timeWords } from "../../kit/time";
import type { Card, Message } from "../../messages/types";
import type { Note } from "../api";
import { words } from "../words";

const NAMES = { shopper: words.shopper, bot: words.botName, agent: words.agentName, system: "" };

/** A line of the log as the shopper sees it. */
export function Bubble({ message }: { message: Message }) {
  const { text, items, options, policy } = message.content;
  return (
    <li class={`bubble ${message.role}`}>
      <span class="meta">
        {NAMES[message.role]} <time dateTime={message.at}>{timeWords(message.at)}</time>
      </span>
      {text && <p>{text}</p>}
      {policy?.url && (
        <a href={policy.url} target="_blank" rel="noreferrer">
          {policy.title}
        </a>
      )}
      {items && <Cards items={items} />}
      {options && options.length > 0 && (
        <p class="options">
          {options.map((option) => (
            <span key={option.payload + option.title}>{option.title}</span>
          ))}
        </p>
      )}
    </li>
  );
}

function Cards({ items }: { items: Card[] }) {
  return (
    <ul class="cards">
      {items.map((card) => (
        <li key={card.id}>
          {card.image ? <img src={card.image} alt="" loading="lazy" /> : <span class="no-picture" />}
          <a href={card.url ?? undefined} target="_blank" rel="noreferrer">
            {card.title}
          </a>
          <b>{formatMoney(card.price)}</b>
        </li>
      ))}
    </ul>
  );
}

/** A private note, where it was written in the course of the talk. */
export function NoteBubble({ note }: { note: Note }) {
  return (
    <li class="bubble note">
      <span class="meta">
        {fill(words.noteBy, { name: note.author })} <time dateTime={note.at}>{timeWords(note.at)}</time>
      </span>
      <p>{note.text}</p>
    </li>
  );
}
