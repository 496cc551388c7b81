import { fill } from "../../kit/fill";
import { grouped, type Wanted } from "./api";
import { actionName, words } from "./words";

interface Props {
  wanted: Wanted;
  actors: string[];
  actions: string[];
  onChange: (part: Partial<Wanted>) => void;
}

/** What narrows the log. */
export function Filters({ wanted, actors, actions, onChange }: Props) {
  const any = Object.values(wanted).some(Boolean);
  return (
    <div class="filter-row row">
      <label class="field">
        {words.actor}
        <select value={wanted.actor} onChange={(event) => onChange({ actor: event.currentTarget.value })}>
          <option value="">{words.anyActor}</option>
          {actors.map((actor) => (
            <option key={actor} value={actor}>
              {actor}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {words.action}
        <select value={wanted.action} onChange={(event) => onChange({ action: event.currentTarget.value })}>
          <option value="">{words.anyAction}</option>
          {grouped(actions).map(([group, inside]) => (
            <optgroup key={group} label={words.groups[group] ?? group}>
              {inside.length > 1 && (
                <option value={group}>{fill(words.groupOf, { name: words.groups[group] ?? group })}</option>
              )}
              {inside.map((action) => (
                <option key={action} value={action}>
                  {actionName(action)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <label class="field wide">
        {words.subject}
        <input
          type="search"
          maxLength={254}
          value={wanted.subject}
          onInput={(event) => onChange({ subject: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        {words.from}
        <input
          type="date"
          value={wanted.since}
          max={wanted.until || undefined}
          onChange={(event) => onChange({ since: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        {words.to}
        <input
          type="date"
          value={wanted.until}
          min={wanted.since || undefined}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
      </label>
      {any && (
        <button
          type="button"
          class="tool"
          onClick={() => onChange({ actor: "", action: "", subject: "", since: "", until: "" })}
        >
          {words.clear}
        </button>
      )}
    </div>
  );
}
