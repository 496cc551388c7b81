import { fill } from "../../kit/fill";
import { dayWords } from "../../kit/time";
import type { Deadline, Line } from "../api";
import { Icon } from "../shell/icons";
import { words } from "../words";
import { briefWords } from "../words-of-brief";

/** A wait turns amber after a minute, and red after two. */
const AMBER = 60_000;
const RED = 120_000;
const MINUTE = 60_000;
const DAY = 86_400_000;

interface Props {
  line: Line;
  chosen: string;
  beside: string[];
  now: number;
  canSplit: boolean;
  onChoose: (id: string, beside?: boolean) => void;
}

/** A conversation in the inbox. */
export function LineItem({ line, chosen, beside, now, canSplit, onChoose }: Props) {
  const unread = line.unread > 0;
  return (
    <li class={`line ${unread ? "unread" : ""}`}>
      <button
        type="button"
        aria-current={line.id === chosen || undefined}
        data-shown={beside.includes(line.id) || undefined}
        onClick={() => onChoose(line.id)}
      >
        <Avatar id={line.id} name={briefWords(line.brief)} />
        <span class="about">
          <span class="top">
            <b>{briefWords(line.brief) || words.shopper}</b>
            <time dateTime={line.updatedAt}>{ago(line.updatedAt, now)}</time>
          </span>
          <span class="last">{line.match || line.last?.content.text}</span>
          <span class="marks">
            {line.status === "waiting" && <Wait since={line.waitingSince} now={now} />}
            {line.status === "agent" && !line.mine && (
              <small>{fill(words.withName, { name: line.holder })}</small>
            )}
            {line.status === "bot" && <small>{words.withBot}</small>}
            {line.deadline && line.status !== "closed" && <Days deadline={line.deadline} />}
            {line.labels.map((label) => (
              <span class="pill" key={label}>
                {label}
              </span>
            ))}
          </span>
        </span>
        <span class="signs">
          {unread && (
            <span class="badge">
              {line.unread}
              <span class="hidden"> {fill(words.unreadLine, { n: line.unread })}</span>
            </span>
          )}
          {line.mentions > 0 && (
            <span class="badge at">
              @<span class="hidden">{fill(words.mentioned, { n: line.mentions })}</span>
            </span>
          )}
        </span>
      </button>
      {canSplit && !beside.includes(line.id) && (
        <button
          type="button"
          class="icon aside"
          aria-label={words.besideLine}
          title={words.besideLine}
          onClick={() => onChoose(line.id, true)}
        >
          <Icon name="split" />
        </button>
      )}
    </li>
  );
}

/** A round of a colour that is always the same for a conversation, with the first letter of who it is for. */
export function Avatar({ id, name }: { id: string; name: string }) {
  const hue = Number.parseInt(id.slice(0, 6), 16) % 360;
  return (
    <span class="avatar" style={{ "--hue": `${Number.isNaN(hue) ? 0 : hue}` }} aria-hidden="true">
      {(name || words.shopper).slice(0, 1).toUpperCase()}
    </span>
  );
}

function Wait({ since, now }: { since: string; now: number }) {
  const waited = Math.max(0, now - Date.parse(since));
  const level = waited > RED ? "red" : waited > AMBER ? "amber" : "calm";
  return (
    <span class={`wait ${level}`}>
      <meter max={RED} value={Math.min(waited, RED)} aria-hidden="true" />
      {fill(words.waited, { n: Math.floor(waited / MINUTE) })}
    </span>
  );
}

/** The days left to order for an occasion: red from the last two on. */
export function Days({ deadline }: { deadline: Deadline }) {
  const { daysToOrder, title, orderBy } = deadline;
  const level = daysToOrder <= 2 ? "red" : daysToOrder <= 7 ? "amber" : "calm";
  return (
    <span class={`pill days ${level}`} title={fill(words.deadlineTitle, { title, date: dayWords(orderBy) })}>
      <Icon name="clock" />
      {daysToOrder === 0 ? words.lastDay : fill(words.daysLeft, { n: daysToOrder })}
    </span>
  );
}

/** "4 min", "3 h", or the day. */
export function ago(at: string, now: number): string {
  const passed = Math.max(0, now - Date.parse(at));
  if (passed < MINUTE) return words.justNow;
  if (passed < 60 * MINUTE) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < DAY) return `${Math.floor(passed / (60 * MINUTE))} h`;
  return dayWords(at.slice(0, 10));
}
