import { useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import type { Member } from "../api";
import type { AgentSpan } from "./api";
import { daysFrom } from "./format";
import { words } from "./words";

const USUAL = [7, 28, 90];

interface Props {
  member: Member;
  since: string;
  until: string;
  /** The last day that there can be something of. */
  today: string;
  agents: AgentSpan[];
  /** An agent's id, or null for the team. */
  who: number | null;
  onDays: (since: string, until: string) => void;
  onWho: (id: number | null) => void;
}

/** Which days, and whose. */
export function Filters({ member, since, until, today, agents, who, onDays, onWho }: Props) {
  const [from, setFrom] = useState(since);
  const [to, setTo] = useState(until);
  const wrong = from > to;
  function chosen(first: string, last: string) {
    setFrom(first);
    setTo(last);
    if (first && last && first <= last) onDays(first, last);
  }
  const name = (agent: AgentSpan) =>
    agent.id === member.id ? fill(words.me, { name: agent.name }) : agent.name;
  return (
    <div class="filter-row row">
      <fieldset class="switch" aria-label={words.days}>
        {USUAL.map((n) => {
          const first = daysFrom(today, 1 - n);
          return (
            <button
              key={n}
              type="button"
              aria-pressed={since === first && until === today}
              onClick={() => chosen(first, today)}
            >
              {fill(words.last, { n })}
            </button>
          );
        })}
      </fieldset>
      <label class="field">
        {words.from}
        <input
          type="date"
          required
          value={from}
          max={today}
          onChange={(event) => chosen(event.currentTarget.value, to)}
        />
      </label>
      <label class="field">
        {words.to}
        <input
          type="date"
          required
          value={to}
          max={today}
          onChange={(event) => chosen(from, event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {words.who}
        <select
          value={who === null ? "" : String(who)}
          onChange={(event) => onWho(event.currentTarget.value ? Number(event.currentTarget.value) : null)}
        >
          <option value="">{words.team}</option>
          {agents.map((agent) => (
            <option key={agent.id} value={String(agent.id)}>
              {name(agent)}
            </option>
          ))}
        </select>
      </label>
      {wrong && (
        <p class="error" role="alert">
          {words.badDays}
        </p>
      )}
    </div>
  );
}
