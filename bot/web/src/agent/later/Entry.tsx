import { useEffect, useRef, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { text } from "../../kit/read";
import { timeWords } from "../../kit/time";
import { CallError, call } from "../api";
import type { Item } from "./api";
import { words } from "./words";

interface Props {
  item: Item;
  mail: boolean;
  /** So many characters an answer may have; 0: no limit is known. */
  answerChars: number;
  draft: string;
  onDraft: (text: string) => void;
  /** Says something to whoever can't see the list. */
  onSaid: (text: string) => void;
  onChange: () => void;
  openTalk: (conversationId: string) => void;
}

const when = (at: string) => timeWords(at, "long");

function why(problem: unknown): string {
  if (!(problem instanceof CallError) || problem.status >= 500) return words.problem;
  const holder = text(problem.problem.holder);
  return holder ? fill(words.taken, { name: holder }) : text(problem.problem.detail) || words.problem;
}

/** How it stands: a word and its colour. */
function standing(item: Item): [string, string] {
  const { states } = words;
  if (!item.answeredAt) {
    if (item.mine) return [states.mine, "amber"];
    return item.holder ? [fill(states.claimed, { name: item.holder }), ""] : [states.open, "amber"];
  }
  if (item.mail === "failed") return [states.failed, "bad"];
  if (item.mail === "sent") return [states.sent, "good"];
  return [states[item.mail as "pending" | "sending" | "none"] ?? item.mail, ""];
}

/** One question: who asks what, and what can be done with it now. */
export function Entry({ item, mail, answerChars, draft, onDraft, onSaid, onChange, openTalk }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const [copied, setCopied] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const claimed = useRef(false);
  const [word, tone] = standing(item);

  // The button that was pressed is gone; the next thing is to write.
  useEffect(() => {
    if (item.mine && claimed.current) field.current?.focus();
    claimed.current = false;
  }, [item.mine]);

  async function act(path: string, body?: unknown): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError("");
    const fine = await call("POST", `/agent/later/${item.id}/${path}`, body).then(
      () => true,
      (problem: unknown) => {
        setError(why(problem));
        return false;
      },
    );
    setBusy(false);
    onChange();
    return fine;
  }
  async function claim() {
    claimed.current = true;
    if (!(await act("claim"))) claimed.current = false;
  }
  async function answer(byMail: boolean) {
    if (!draft.trim()) {
      field.current?.focus();
      return;
    }
    if (!(await act("answer", { text: draft, by_mail: byMail }))) return;
    onDraft("");
    onSaid(fill(words.done, { email: item.email }));
  }
  async function copy() {
    const fine = await Promise.resolve(navigator.clipboard?.writeText(item.email)).then(
      () => navigator.clipboard !== undefined,
      () => false,
    );
    setCopied(fine ? words.copied : words.copyFailed);
  }
  const titleId = `later-${item.id}`;
  return (
    <li class="card later-item">
      <article class="stack" aria-labelledby={titleId} aria-busy={busy}>
        <header class="row">
          <h3 id={titleId}>{item.email}</h3>
          <span class={`pill ${tone}`}>{word}</span>
          <time class="muted" dateTime={item.at}>
            {fill(words.left, { at: when(item.at) })}
          </time>
        </header>
        {item.text ? (
          <blockquote aria-label={words.question}>{item.text}</blockquote>
        ) : (
          <p class="muted">{words.noQuestion}</p>
        )}
        {item.summary.length > 0 && (
          <ul class="in-short" aria-label={words.summary}>
            {item.summary.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {item.answeredAt && <Answered item={item} />}
        {item.mine && !item.answeredAt && (
          <label class="field">
            {fill(mail ? words.write : words.note, { email: item.email })}
            <textarea
              ref={field}
              rows={5}
              dir="auto"
              maxLength={answerChars || undefined}
              value={draft}
              onInput={(event) => onDraft(event.currentTarget.value)}
            />
          </label>
        )}
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
        <div class="row">
          {item.mine && !item.answeredAt && mail && (
            <button type="button" class="primary" disabled={busy} onClick={() => void answer(true)}>
              {words.send}
            </button>
          )}
          {item.mine && !item.answeredAt && (
            <button
              type="button"
              class={mail ? "quiet" : "primary"}
              disabled={busy}
              onClick={() => void answer(false)}
            >
              {mail ? words.otherWay : words.mark}
            </button>
          )}
          {!item.answeredAt && !item.holder && (
            <button type="button" class="primary" disabled={busy} onClick={() => void claim()}>
              {words.claim}
            </button>
          )}
          {item.mail === "failed" && (
            <button
              type="button"
              class="primary"
              disabled={busy || !mail}
              aria-label={fill(words.sendAgainFor, { email: item.email })}
              onClick={() => void act("send")}
            >
              {words.sendAgain}
            </button>
          )}
          {(!mail || item.mail === "failed") && (
            <button type="button" class="quiet" onClick={() => void copy()}>
              {words.copy}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => openTalk(item.conversationId)}>
            {words.open}
          </button>
          <span class="muted" role="status">
            {copied}
          </span>
        </div>
      </article>
    </li>
  );
}

function Answered({ item }: { item: Item }) {
  const facts = [
    fill(words.answeredAt, { at: when(item.answeredAt), name: item.holder }),
    item.sentAt && fill(words.sentAt, { at: when(item.sentAt) }),
    item.problem && fill(words.tried, { problem: item.problem, n: item.attempts }),
  ].filter(Boolean);
  return (
    <div class="answered stack">
      <p class="meta">{facts.join(" · ")}</p>
      <blockquote aria-label={words.answer}>{item.answer}</blockquote>
    </div>
  );
}
