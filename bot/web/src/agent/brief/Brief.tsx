import { useEffect, useRef, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import { number } from "../../kit/read";
import { parseCards } from "../../messages/card";
import type { Card } from "../../messages/types";
import { CallError, call } from "../api";
import type { PanelProps } from "../mounting";
import { Icon } from "../shell/icons";
import { words as shared } from "../words";
import { ageOf, amountOf, type Fields, fieldsOf, merged } from "./fields";
import { words } from "./words";

/** The currency of a new budget; the shop's own is put in its place by the server where none is sent. */
const NO_CURRENCY = "";

/** What is known of the wish, to correct: each field is saved when it is left. */
export function Brief(props: PanelProps) {
  // Another conversation is another form: what was begun in this one does not get into it.
  return <Form key={props.talk.id} {...props} />;
}

function Form({ talk, reload, openPanel }: PanelProps) {
  const held = talk.lease !== null;
  const [fields, setFields] = useState<Fields>(fieldsOf(talk.brief, NO_CURRENCY));
  const [error, setError] = useState("");
  const [saved, setSaved] = useState(false);
  const [fits, setFits] = useState<number | null>(null);
  const known = JSON.stringify(talk.brief);
  const shown = useRef(fields);
  // What others change comes in, also while this stands open; what is being written stays.
  useEffect(() => {
    const now = fieldsOf(talk.brief, NO_CURRENCY);
    const before = shown.current;
    setFields((mine) => merged(before, mine, now));
    shown.current = now;
    setFits(null);
  }, [known]);

  async function save(parts: object) {
    setError("");
    setSaved(false);
    try {
      const answer = await call("PATCH", `/agent/conversations/${talk.id}/brief`, {
        lease: talk.lease,
        ...parts,
      });
      setFits(number(answer.fits));
      setSaved(true);
    } catch (reason) {
      setError(reason instanceof CallError ? reason.message : shared.problem);
    }
    reload();
  }
  const put = (parts: Partial<Fields>) => setFields((before) => ({ ...before, ...parts }));
  const before = fieldsOf(talk.brief, NO_CURRENCY);

  function saveText(name: "relationship" | "occasion") {
    const value = fields[name].trim();
    if (value !== before[name]) void save({ [name]: value || null });
  }
  function saveAge() {
    if (fields.age.trim() === before.age) return;
    const age = ageOf(fields.age);
    if (age === undefined) setError(fill(words.ageWrong, { value: fields.age }));
    else void save({ age });
  }
  function saveBudget() {
    if (fields.low.trim() === before.low && fields.high.trim() === before.high) return;
    const [low, high] = [amountOf(fields.low), amountOf(fields.high)];
    if (low === undefined || high === undefined) {
      setError(fill(words.amountWrong, { value: low === undefined ? fields.low : fields.high }));
      return;
    }
    const currency = fields.currency ? { currency: fields.currency } : {};
    void save({ budget: low === null && high === null ? null : { min: low, max: high, ...currency } });
  }
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.isComposing) (event.currentTarget as HTMLElement).blur();
  };
  const pinned = parseCards(talk.data.pinned, location.origin);
  const vetoed = parseCards(talk.data.vetoed, location.origin);

  return (
    <div class="stack brief">
      {!held && <p class="muted">{words.readOnly}</p>}
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <p class="muted" role="status">
        {[saved && words.saved, fits !== null && fill(words.fits, { n: fits })].filter(Boolean).join(" ")}
      </p>
      <label class="field">
        {words.relationship}
        <input
          value={fields.relationship}
          placeholder={words.relationshipHint}
          maxLength={60}
          disabled={!held}
          onInput={(event) => put({ relationship: event.currentTarget.value })}
          onBlur={() => saveText("relationship")}
          onKeyDown={onEnter}
        />
      </label>
      <div class="pair">
        <label class="field">
          {words.age}
          <input
            value={fields.age}
            placeholder={words.ageHint}
            maxLength={9}
            disabled={!held}
            onInput={(event) => put({ age: event.currentTarget.value })}
            onBlur={saveAge}
            onKeyDown={onEnter}
          />
        </label>
        <label class="field">
          {words.occasion}
          <input
            value={fields.occasion}
            placeholder={words.occasionHint}
            maxLength={60}
            disabled={!held}
            onInput={(event) => put({ occasion: event.currentTarget.value })}
            onBlur={() => saveText("occasion")}
            onKeyDown={onEnter}
          />
        </label>
      </div>
      <Chips
        name={words.interests}
        labels={fields.interests}
        disabled={!held}
        onChange={(interests) => void save({ interests })}
      />
      <Chips
        name={words.exclude}
        labels={fields.exclude}
        disabled={!held}
        onChange={(exclude) => void save({ exclude })}
      />
      <fieldset
        class="field"
        disabled={!held}
        onfocusout={(event) => {
          // From one amount to the other is not out of the budget.
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) saveBudget();
        }}
      >
        <legend>{fill(words.budget, { currency: fields.currency }).replace(/ in $/, "")}</legend>
        <div class="pair">
          <input
            inputMode="decimal"
            aria-label={`${words.budget.split(" ")[0]} ${words.from}`}
            placeholder={words.from}
            value={fields.low}
            maxLength={10}
            onInput={(event) => put({ low: event.currentTarget.value })}
            onKeyDown={onEnter}
          />
          <input
            inputMode="decimal"
            aria-label={`${words.budget.split(" ")[0]} ${words.to}`}
            placeholder={words.to}
            value={fields.high}
            maxLength={10}
            onInput={(event) => put({ high: event.currentTarget.value })}
            onKeyDown={onEnter}
          />
        </div>
      </fieldset>
      <Picks
        title={words.pinned}
        cards={pinned}
        remove={held ? words.unpin : ""}
        onRemove={(id) => void save({ unpin: [id] })}
      />
      <Picks
        title={words.vetoed}
        cards={vetoed}
        remove={held ? words.allow : ""}
        onRemove={(id) => void save({ unveto: [id] })}
      />
      <button type="button" class="quiet" onClick={() => openPanel("search")}>
        {words.findToPin}
      </button>
    </div>
  );
}

interface ChipsProps {
  name: string;
  labels: string[];
  disabled: boolean;
  onChange: (labels: string[]) => void;
}

function Chips({ name, labels, disabled, onChange }: ChipsProps) {
  const [text, setText] = useState("");
  function add() {
    const more = text
      .split(",")
      .map((label) => label.trim().toLowerCase())
      .filter((label) => label && !labels.includes(label));
    setText("");
    if (more.length) onChange([...labels, ...new Set(more)]);
  }
  return (
    <fieldset class="field" disabled={disabled}>
      <legend>{name}</legend>
      {labels.length > 0 && (
        <ul class="row">
          {labels.map((label) => (
            <li class="pill" key={label}>
              {label}
              {!disabled && (
                <button
                  type="button"
                  aria-label={fill(words.remove, { name: label })}
                  onClick={() => onChange(labels.filter((other) => other !== label))}
                >
                  <Icon name="close" />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!disabled && (
        <div class="adding">
          <input
            aria-label={fill(words.addTo, { name })}
            placeholder={words.addHint}
            value={text}
            maxLength={60}
            onInput={(event) => setText(event.currentTarget.value)}
            onBlur={add}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.isComposing) add();
            }}
          />
        </div>
      )}
    </fieldset>
  );
}

interface PicksProps {
  title: string;
  cards: Card[];
  /** What the button that removes one is called, "" for no button. */
  remove: string;
  onRemove: (id: string) => void;
}

function Picks({ title, cards, remove, onRemove }: PicksProps) {
  if (!cards.length) return null;
  return (
    <section class="stack">
      <h3>{title}</h3>
      <ul class="seen" aria-label={title}>
        {cards.map((card) => (
          <li key={card.id}>
            {card.image ? <img src={card.image} alt="" loading="lazy" /> : <span class="no-picture" />}
            <div>
              <a href={card.url ?? undefined} target="_blank" rel="noreferrer">
                {card.title}
              </a>
              <p>{formatMoney(card.price)}</p>
            </div>
            {remove && (
              <button
                type="button"
                class="icon"
                aria-label={fill(remove, { name: card.title })}
                onClick={() => onRemove(card.id)}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
