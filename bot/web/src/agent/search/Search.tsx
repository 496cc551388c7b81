import { useEffect, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import type { PanelProps } from "../mounting";
import { type Found, findGifts, type Gift, MOST_SENT } from "./api";
import { filterWords } from "./filter-words";
import { words } from "./words";

const PAUSE = 250;
const STEP = 12;
const MOST = 60;

/** What is pinned, vetoed, or no longer: product ids. */
type Marks = Partial<Record<"pin" | "unpin" | "veto" | "unveto", string[]>>;

/** The catalog beside the chat: the brief filters, each filter can be switched off, gifts go into the chat. */
export function Search({ talk, call, sendProducts, reload }: PanelProps) {
  const held = talk.lease !== null;
  const [query, setQuery] = useState("");
  const [off, setOff] = useState<string[]>([]);
  const [limit, setLimit] = useState(STEP);
  const [found, setFound] = useState<Found | null>(null);
  const [state, setState] = useState<"looking" | "found" | "failed" | "sent">("looking");
  const [chosen, setChosen] = useState<string[]>([]);

  useEffect(() => {
    setOff([]);
    setChosen([]);
    setLimit(STEP);
  }, [talk.id]);
  // The brief and what is pinned may be changed beside this.
  const known = JSON.stringify([talk.brief, talk.data.pinned, talk.data.vetoed, talk.products.length]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        setState((before) => (before === "sent" ? before : "looking"));
        findGifts(talk.id, query.trim(), off, limit).then(
          (answer) => {
            if (!current) return;
            setFound(answer);
            setState((before) => (before === "sent" ? before : "found"));
          },
          () => current && setState("failed"),
        );
      },
      query ? PAUSE : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [talk.id, query, off.join(), limit, known]);

  async function send() {
    const done = await sendProducts(chosen);
    if (!done) return;
    setChosen([]);
    setState("sent");
  }
  async function mark(change: Marks) {
    setChosen((before) => before.filter((id) => !change.veto?.includes(id)));
    await call("PATCH", `/agent/conversations/${talk.id}/brief`, { lease: talk.lease, ...change });
    reload();
  }
  const status =
    state === "failed"
      ? words.failed
      : state === "sent"
        ? words.sent
        : !found || state === "looking"
          ? words.looking
          : found.nearest
            ? words.nearest
            : found.total || found.gifts.length
              ? fill(words.found, { n: found.total })
              : words.none;

  return (
    <div class="stack gifts">
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        maxLength={60}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setLimit(STEP);
          setState("looking");
        }}
      />
      {found && found.filters.length > 0 && (
        <ul class="row" aria-label={words.filters}>
          {found.filters.map((name) => (
            <li key={name}>
              <button
                type="button"
                class="tool filter"
                aria-pressed={!off.includes(name)}
                onClick={() => {
                  setState("looking");
                  setOff(off.includes(name) ? off.filter((other) => other !== name) : [...off, name]);
                }}
              >
                {words.filter[name] ?? name}{" "}
                {filterWords(name, talk.brief) && <b>{filterWords(name, talk.brief)}</b>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {!held && <p class="muted">{words.readOnly}</p>}
      <p class="muted" role="status">
        {status}
      </p>
      <ul class="results" aria-label={words.panel} aria-busy={state === "looking"}>
        {found?.gifts.map((gift) => (
          <GiftItem
            key={gift.card.id}
            gift={gift}
            held={held}
            chosen={chosen.includes(gift.card.id)}
            full={chosen.length >= MOST_SENT}
            onChoose={(on) => {
              setState("found");
              setChosen((before) => [
                ...before.filter((id) => id !== gift.card.id),
                ...(on ? [gift.card.id] : []),
              ]);
            }}
            onMark={mark}
          />
        ))}
      </ul>
      {found && !found.nearest && found.total > found.gifts.length && limit < MOST && (
        <button type="button" class="quiet" onClick={() => setLimit(Math.min(limit + STEP, MOST))}>
          {words.more}
        </button>
      )}
      {chosen.length > 0 && (
        <div class="sending">
          <button type="button" class="primary" onClick={send}>
            {fill(words.send, { n: chosen.length })}
          </button>
        </div>
      )}
    </div>
  );
}

interface GiftProps {
  gift: Gift;
  held: boolean;
  chosen: boolean;
  full: boolean;
  onChoose: (on: boolean) => void;
  onMark: (change: Marks) => void;
}

function GiftItem({ gift, held, chosen, full, onChoose, onMark }: GiftProps) {
  const { card } = gift;
  const called = (what: string) => fill(words.of, { what, name: card.title });
  return (
    <li class={gift.vetoed ? "out" : undefined}>
      {card.image ? <img src={card.image} alt="" loading="lazy" /> : <span class="no-picture" />}
      <div class="said">
        <a href={card.url ?? undefined} target="_blank" rel="noreferrer">
          {card.title}
        </a>
        <p>
          <b>{formatMoney(card.price)}</b> {card.listPrice && <s>{formatMoney(card.listPrice)}</s>}{" "}
          <span class="muted">{words.stock[gift.stock] ?? gift.stock}</span>
        </p>
        {card.reasons.slice(0, 3).map((reason) => (
          <p class="reason" key={reason.text}>
            {reason.text}
          </p>
        ))}
        {gift.shown && <span class="pill">{words.shown}</span>}
        {held && (
          <div class="row">
            <button
              type="button"
              class="tool"
              aria-pressed={gift.pinned}
              aria-label={called(gift.pinned ? words.pinned : words.pin)}
              onClick={() => onMark(gift.pinned ? { unpin: [card.id] } : { pin: [card.id] })}
            >
              {gift.pinned ? words.pinned : words.pin}
            </button>
            <button
              type="button"
              class="tool"
              aria-pressed={gift.vetoed}
              aria-label={called(gift.vetoed ? words.vetoed : words.veto)}
              onClick={() => onMark(gift.vetoed ? { unveto: [card.id] } : { veto: [card.id] })}
            >
              {gift.vetoed ? words.vetoed : words.veto}
            </button>
          </div>
        )}
      </div>
      {held && (
        <input
          type="checkbox"
          aria-label={fill(words.choose, { name: card.title })}
          checked={chosen}
          disabled={!chosen && (full || gift.vetoed)}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      )}
    </li>
  );
}
