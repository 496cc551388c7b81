import { useEffect, useState } from "preact/hooks";
import type { SectionProps } from "../mounting";
import { type Found, LISTS, parseFound, type Which } from "./api";
import { Entry } from "./Entry";
import { words } from "./words";

/** What shoppers left for later, to be answered by e-mail. Which list is shown stands in the address. */
export function Later({ call, path, go, changed, openTalk }: SectionProps) {
  const which: Which = LISTS.find((name) => name === path) ?? "open";
  const [found, setFound] = useState<{ which: Which; list: Found } | null>(null);
  const [said, setSaid] = useState("");
  /** Unsent answers, by item: whoever looks elsewhere meanwhile loses nothing. */
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [again, setAgain] = useState(0);

  useEffect(() => {
    let current = true;
    void call("GET", `/agent/later?status=${which}`).then((answer) => {
      if (current && answer) setFound({ which, list: parseFound(answer) });
    });
    return () => {
      current = false;
    };
  }, [which, changed, again]);

  const list = found?.which === which ? found.list : null;
  const counts: Record<string, number> = { open: found?.list.open ?? 0, failed: found?.list.failed ?? 0 };
  return (
    <div class="later-box">
      <div class="row">
        <h2>{words.title}</h2>
        <fieldset class="switch" aria-label={words.show}>
          {LISTS.map((name) => (
            <button key={name} type="button" aria-pressed={name === which} onClick={() => go(name)}>
              {words.lists[name]}
              {(counts[name] ?? 0) > 0 && <span class="badge">{counts[name]}</span>}
            </button>
          ))}
        </fieldset>
      </div>
      <p class="muted">{found && !found.list.mail ? words.aboutNoMail : words.about}</p>
      <p class="hidden" role="status">
        {said}
      </p>
      {!list ? (
        <p class="empty" role="status">
          {words.loading}
        </p>
      ) : list.items.length === 0 ? (
        <p class="empty card">{words.none[which]}</p>
      ) : (
        <ul class="stack" aria-label={`${words.title}: ${words.lists[which]}`}>
          {list.items.map((item) => (
            <Entry
              key={item.id}
              item={item}
              mail={list.mail}
              answerChars={list.answerChars}
              draft={drafts[item.id] ?? ""}
              onDraft={(text) => setDrafts((known) => ({ ...known, [item.id]: text }))}
              onSaid={setSaid}
              onChange={() => setAgain((count) => count + 1)}
              openTalk={openTalk}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
