import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import type { CannedReply } from "../api";
import { open } from "../placeholders";
import type { Drafts } from "../shell/drafts";
import { Icon } from "../shell/icons";
import { words } from "../words";

interface Props {
  id: string;
  drafts: Drafts;
  replies: CannedReply[];
  fillIn: (template: string) => string;
  onSay: (text: string) => Promise<boolean>;
  onTyping: (on: boolean) => void;
}

const TYPING_ENDS = 4000;
/** The server forgets that somebody writes unless it is told again. */
const TYPING_AGAIN = 3000;
const OFFERED = 6;

/** The canned replies for what is written: none unless it begins with a /, those whose name begins so first. */
function offered(text: string, replies: CannedReply[]): CannedReply[] {
  const asked = /^\/([a-z0-9-]*)$/i.exec(text)?.[1]?.toLowerCase();
  if (asked === undefined) return [];
  return replies
    .filter(({ shortcut, text: said }) => `${shortcut} ${said.toLowerCase()}`.includes(asked))
    .sort((a, b) => Number(b.shortcut.startsWith(asked)) - Number(a.shortcut.startsWith(asked)))
    .slice(0, OFFERED);
}

/** Where a reply is written. A / at its beginning offers the canned ones. */
export function Composer({ id, drafts, replies, fillIn, onSay, onTyping }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(drafts.get(id));
  const [busy, setBusy] = useState(false);
  const [chosen, setChosen] = useState(0);
  const typing = useRef({ timer: 0, told: 0 });

  const offers = useMemo(() => offered(text, replies), [text, replies]);
  const at = Math.min(chosen, offers.length - 1);
  const missing = open(text);

  function put(value: string) {
    setText(value);
    drafts.set(id, value);
  }

  /** Puts text in the place of the selection, or of all; the first placeholder left open is then selected. */
  function insert(value: string, all = false) {
    const box = field.current;
    const whole = box?.value ?? "";
    const start = all ? 0 : (box?.selectionStart ?? whole.length);
    const end = all ? whole.length : (box?.selectionEnd ?? whole.length);
    const before = whole.slice(0, start);
    const glue = before && !/\s$/.test(before) ? " " : "";
    const next = before + glue + value + whole.slice(end);
    put(next);
    if (!box) return;
    // At once: whoever types on must not be overtaken by the drawing.
    box.value = next;
    const [hole] = open(value);
    const from = hole ? next.indexOf(`{${hole}}`) : start + glue.length + value.length;
    box.focus();
    box.setSelectionRange(from, hole ? from + hole.length + 2 : from);
  }

  useEffect(() => drafts.attach(id, insert), [id]);
  useEffect(() => () => clearTimeout(typing.current.timer), []);

  function typed(value: string) {
    put(value);
    setChosen(0);
    const now = Date.now();
    if (now - typing.current.told > TYPING_AGAIN) {
      typing.current.told = now;
      onTyping(true);
    }
    clearTimeout(typing.current.timer);
    typing.current.timer = window.setTimeout(() => {
      typing.current.told = 0;
      onTyping(false);
    }, TYPING_ENDS);
  }

  function choose(reply: CannedReply | undefined) {
    if (reply) insert(fillIn(reply.text), true);
  }

  async function submit(event: Event) {
    event.preventDefault();
    // Out of the field itself: what was typed a moment ago may not be drawn yet.
    const said = field.current?.value.trim() ?? "";
    if (!said || busy || open(said).length) return;
    setBusy(true);
    // The message itself says that it is written.
    clearTimeout(typing.current.timer);
    typing.current.told = 0;
    if ((await onSay(said)) && field.current?.value.trim() === said) put("");
    setBusy(false);
    field.current?.focus();
  }

  function pressed(event: KeyboardEvent) {
    if (event.isComposing) return;
    // Out of the field itself: what was typed a moment ago may not be drawn yet, and another reply would be taken.
    const now = field.current?.value ?? text;
    const live = now === text ? offers : offered(now, replies);
    const mark = now === text ? at : 0;
    if (live.length && ["ArrowDown", "ArrowUp", "Enter", "Tab"].includes(event.key) && !event.shiftKey) {
      event.preventDefault();
      const step = { ArrowDown: 1, ArrowUp: live.length - 1 }[event.key];
      if (step) setChosen((mark + step) % live.length);
      else choose(live[mark]);
    } else if (event.key === "Enter" && !event.shiftKey) void submit(event);
  }

  const list = `canned-${id}`;
  return (
    <form class="composer" onSubmit={submit}>
      {offers.length > 0 && (
        <div class="offers" id={list} role="listbox" aria-label={words.cannedList}>
          {offers.map((reply, number) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box keeps the focus and takes the keys
            <div
              key={reply.id}
              id={`${list}-${number}`}
              role="option"
              tabIndex={-1}
              aria-selected={number === at}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(reply)}
            >
              <b>/{reply.shortcut}</b> <span>{fillIn(reply.text)}</span>
            </div>
          ))}
        </div>
      )}
      <textarea
        id={`reply-${id}`}
        class="reply"
        rows={2}
        maxLength={4000}
        aria-label={words.reply}
        aria-description={words.sendKeys}
        aria-controls={offers.length ? list : undefined}
        aria-activedescendant={offers.length ? `${list}-${at}` : undefined}
        placeholder={words.replyHint}
        ref={field}
        value={text}
        onInput={(event) => typed(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <button type="submit" class="primary" disabled={busy || !text.trim() || missing.length > 0}>
        <Icon name="send" />
        {words.send}
      </button>
      {missing.length > 0 && (
        <p class="hint" role="status">
          {fill(words.stillOpen, { names: missing.map((name) => `{${name}}`).join(", ") })}
        </p>
      )}
    </form>
  );
}
