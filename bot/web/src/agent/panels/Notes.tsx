import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { timeWords } from "../../kit/time";
import { type Colleague, type Note, readColleagues } from "../api";
import type { PanelProps } from "../mounting";
import { words } from "../words";

/** Private notes of a conversation. @ offers the names of colleagues, who are told. */
export function Notes({ talk, call, reload }: PanelProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const [chosen, setChosen] = useState(0);
  const [busy, setBusy] = useState(false);
  const attempt = useRef(crypto.randomUUID());

  useEffect(() => {
    void readColleagues().then(
      (all) => setColleagues(all.filter((one) => !one.me)),
      () => undefined,
    );
  }, []);

  const offers = useMemo(() => offered(text, colleagues), [text, colleagues]);
  const at = Math.min(chosen, offers.length - 1);

  function choose(one: Colleague | undefined) {
    const box = field.current;
    if (!one || !box) return;
    // Into the box at once: whoever types on must not be overtaken by the drawing.
    box.value = `${box.value.slice(0, box.value.lastIndexOf("@"))}@${one.name} `;
    setText(box.value);
    setChosen(0);
    box.focus();
  }

  async function submit(event: Event) {
    event.preventDefault();
    const note = field.current?.value.trim() ?? "";
    if (!note || busy) return;
    setBusy(true);
    const body = { text: note, client_id: attempt.current };
    const kept = await call("POST", `/agent/conversations/${talk.id}/notes`, body);
    setBusy(false);
    if (!kept) return;
    attempt.current = crypto.randomUUID();
    setText("");
    reload();
  }

  function pressed(event: KeyboardEvent) {
    if (event.isComposing) return;
    // Out of the field itself: what was typed a moment ago may not be drawn yet, and a name would be chosen again.
    const now = field.current?.value ?? text;
    const live = now === text ? offers : offered(now, colleagues);
    const mark = now === text ? at : 0;
    if (live.length && ["ArrowDown", "ArrowUp", "Enter", "Tab"].includes(event.key)) {
      event.preventDefault();
      const step = { ArrowDown: 1, ArrowUp: live.length - 1 }[event.key];
      if (step) setChosen((mark + step) % live.length);
      else choose(live[mark]);
    } else if (event.key === "Enter" && !event.shiftKey) void submit(event);
  }

  return (
    <div class="stack">
      <form class="note-box stack" onSubmit={submit}>
        <textarea
          id="note"
          ref={field}
          rows={3}
          maxLength={2000}
          aria-label={words.noteBox}
          placeholder={words.noteHint}
          aria-controls={offers.length ? "named" : undefined}
          aria-activedescendant={offers.length ? `named-${at}` : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={pressed}
        />
        {offers.length > 0 && (
          <div class="offers" id="named" role="listbox" aria-label={words.colleagues}>
            {offers.map((one, number) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the box keeps the focus and takes the keys
              <div
                key={one.id}
                id={`named-${number}`}
                role="option"
                tabIndex={-1}
                aria-selected={number === at}
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => choose(one)}
              >
                @{one.name} <small>{one.here ? words.atDesk : words.away}</small>
              </div>
            ))}
          </div>
        )}
        <button type="submit" class="quiet" disabled={busy || !text.trim()}>
          {words.addNote}
        </button>
      </form>
      {talk.notes.length === 0 && <p class="empty">{words.notesNone}</p>}
      <ol class="notes stack">
        {talk.notes.toReversed().map((note) => (
          <NoteItem key={note.id} note={note} />
        ))}
      </ol>
    </div>
  );
}

/** The colleagues whose names go on as what stands behind the last @; none once a name is whole. */
function offered(text: string, colleagues: readonly Colleague[]): Colleague[] {
  const asked = /(?:^|\s)@([^@\n]{0,40})$/.exec(text)?.[1]?.toLowerCase();
  if (asked === undefined) return [];
  return colleagues.filter(
    ({ name }) => name.toLowerCase().startsWith(asked) && name.toLowerCase() !== asked.trim(),
  );
}

function NoteItem({ note }: { note: Note }) {
  return (
    <li>
      <p class="meta">
        <b>{note.author}</b> <time dateTime={note.at}>{timeWords(note.at)}</time>
      </p>
      <p>{note.text}</p>
    </li>
  );
}
