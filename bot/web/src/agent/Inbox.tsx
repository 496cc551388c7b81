import { fill } from "../kit/fill";
import type { Lane, Line } from "./api";
import { briefWords } from "./Brief";
import { words } from "./words";

const LANES: Lane[] = ["waiting", "mine", "all", "closed"];
/** A wait turns amber after a minute, and red after two. */
const AMBER = 60_000;
const RED = 120_000;

interface Props {
  lane: Lane;
  lines: Line[];
  counts: Partial<Record<Lane, number>>;
  chosen: string;
  search: string;
  now: number;
  onLane: (lane: Lane) => void;
  onChoose: (id: string) => void;
  onSearch: (text: string) => void;
}

export function Inbox({ lane, lines, counts, chosen, search, now, onLane, onChoose, onSearch }: Props) {
  return (
    <nav class="inbox" aria-label={words.inbox}>
      <fieldset class="lanes">
        <legend class="hidden">{words.inbox}</legend>
        {LANES.map((name) => (
          <button type="button" key={name} aria-pressed={name === lane} onClick={() => onLane(name)}>
            {words[name]}
            {counts[name] ? <b>{counts[name]}</b> : null}
          </button>
        ))}
      </fieldset>
      <input
        id="search"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={search}
        onInput={(event) => onSearch(event.currentTarget.value)}
      />
      {lines.length === 0 && <p class="empty">{words.none}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line.id}>
            <button
              type="button"
              class="line"
              aria-current={line.id === chosen || undefined}
              onClick={() => onChoose(line.id)}
            >
              <span class="avatar" style={{ "--hue": hue(line.id) }} aria-hidden="true" />
              <span class="about">
                <b>{briefWords(line.brief) || words.shopper}</b>
                <span class="last">{line.last?.content.text}</span>
                {line.status === "waiting" && <Wait since={line.waitingSince} now={now} />}
                {line.holder && !line.mine && <small>{fill(words.heldBy, { name: line.holder })}</small>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Wait({ since, now }: { since: string; now: number }) {
  const waited = Math.max(0, now - Date.parse(since));
  const level = waited > RED ? "red" : waited > AMBER ? "amber" : "calm";
  return (
    <span class={`wait ${level}`}>
      <meter max={RED} value={Math.min(waited, RED)} aria-hidden="true" />
      {fill(words.waited, { n: Math.floor(waited / 60_000) })}
    </span>
  );
}

/** A colour that is always the same for a conversation. */
function hue(id: string): number {
  return Number.parseInt(id.slice(0, 6), 16) % 360;
}
