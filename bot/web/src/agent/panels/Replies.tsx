import { useEffect, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { type CannedReply, readReplies } from "../api";
import type { PanelProps } from "../mounting";
import { filled, PLACEHOLDERS, valuesOf } from "../placeholders";
import { store } from "../shell/store";
import { exampleReplies, words } from "../words";

type Draft = Pick<CannedReply, "shortcut" | "text"> & { id: number | null };

/** The team's canned replies: to insert, and to look after. */
export function Replies({ talk, member, call, insert }: PanelProps) {
  const [replies, setReplies] = useState<CannedReply[] | null>(null);
  const [query, setQuery] = useState("");
  const [draft, setDraft] = useState<Draft | null>(null);
  const [asked, setAsked] = useState<number | null>(null);

  async function read() {
    const found = await readReplies().catch(() => []);
    store.set({ replies: found });
    setReplies(found);
  }
  useEffect(() => void read(), []);

  async function save(kept: Draft) {
    const { id, ...body } = kept;
    const path = id === null ? "/agent/replies" : `/agent/replies/${id}`;
    const done = await call(id === null ? "POST" : "PUT", path, body);
    if (done) setDraft(null);
    await read();
  }
  async function remove(id: number) {
    await call("DELETE", `/agent/replies/${id}`);
    setAsked(null);
    await read();
  }
  async function examples() {
    for (const [shortcut, text] of exampleReplies) await call("POST", "/agent/replies", { shortcut, text });
    await read();
  }

  if (draft) return <Editor draft={draft} onSave={save} onCancel={() => setDraft(null)} />;
  const wanted = query.trim().toLowerCase();
  const shown = replies?.filter(({ shortcut, text }) => `${shortcut} ${text}`.toLowerCase().includes(wanted));
  const values = valuesOf(talk, member.name, store.state.storeName);
  return (
    <div class="stack">
      <div class="row">
        <input
          type="search"
          aria-label={words.repliesSearch}
          placeholder={words.repliesSearch}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
        <button type="button" class="quiet" onClick={() => setDraft({ id: null, shortcut: "", text: "" })}>
          {words.newReply}
        </button>
      </div>
      {replies?.length === 0 && (
        <div class="empty stack">
          <p>{words.repliesNone}</p>
          <button type="button" class="quiet" onClick={() => void examples()}>
            {words.repliesExamples}
          </button>
        </div>
      )}
      {replies && replies.length > 0 && shown?.length === 0 && <p class="empty">{words.repliesNoneFound}</p>}
      <ul class="replies stack">
        {shown?.map((reply) => (
          <li key={reply.id} class="stack">
            <h3>/{reply.shortcut}</h3>
            <p>{filled(reply.text, values)}</p>
            <div class="row">
              {talk.lease !== null && (
                <button
                  type="button"
                  class="tool"
                  aria-label={fill(words.insertReply, { name: reply.shortcut })}
                  onClick={() => insert(filled(reply.text, values))}
                >
                  {words.insertText}
                </button>
              )}
              <button
                type="button"
                class="tool"
                aria-label={fill(words.editReply, { name: reply.shortcut })}
                onClick={() => setDraft(reply)}
              >
                {words.edit}
              </button>
              <button
                type="button"
                class={asked === reply.id ? "tool danger" : "tool"}
                aria-label={`${fill(words.removeReply, { name: reply.shortcut })}${asked === reply.id ? `: ${words.removeSure}` : ""}`}
                onClick={() => (asked === reply.id ? void remove(reply.id) : setAsked(reply.id))}
                onBlur={() => setAsked(null)}
              >
                {asked === reply.id ? words.removeSure : words.remove}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface EditorProps {
  draft: Draft;
  onSave: (draft: Draft) => Promise<void>;
  onCancel: () => void;
}

function Editor({ draft, onSave, onCancel }: EditorProps) {
  const [text, setText] = useState(draft.text);
  function submit(event: Event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    void onSave({
      id: draft.id,
      shortcut: `${form.get("shortcut")}`.trim().toLowerCase(),
      text: text.trim(),
    });
  }
  return (
    <form class="stack" onSubmit={submit}>
      <label class="field">
        {words.shortcut}
        <input
          name="shortcut"
          required
          maxLength={30}
          pattern="[a-zA-Z0-9][a-zA-Z0-9\-]*"
          defaultValue={draft.shortcut}
        />
      </label>
      <label class="field">
        {words.replyText}
        <textarea
          name="text"
          rows={6}
          required
          maxLength={1000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <fieldset class="row placeholders">
        <legend>{words.placeholders}</legend>
        {PLACEHOLDERS.map((name) => (
          <button
            type="button"
            class="tool"
            key={name}
            onClick={() => setText(`${text}${text && !/\s$/.test(text) ? " " : ""}{${name}}`)}
          >{`{${name}}`}</button>
        ))}
      </fieldset>
      <div class="row end">
        <button type="button" class="quiet" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="submit" class="primary">
          {words.save}
        </button>
      </div>
    </form>
  );
}
