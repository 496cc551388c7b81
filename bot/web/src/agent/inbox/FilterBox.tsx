import { useEffect, useRef } from "preact/hooks";
import { fill } from "../../kit/fill";
import type { Colleague } from "../api";
import { Icon } from "../shell/icons";
import { words } from "../words";
import { type Filters, NO_FILTERS } from "./lanes";

interface Props {
  filters: Filters;
  labels: string[];
  colleagues: Colleague[];
  onFilters: (filters: Filters) => void;
}

/** The filters, folded away behind a button that says how many are on. */
export function FilterBox({ filters, labels, colleagues, onFilters }: Props) {
  const box = useRef<HTMLDetailsElement>(null);
  const on = Object.values(filters).filter(Boolean).length;
  const change = (part: Partial<Filters>) => onFilters({ ...filters, ...part });

  useEffect(() => {
    function pressed(event: Event) {
      const outside = !box.current?.contains(event.target as Node);
      const left = event instanceof KeyboardEvent ? event.key === "Escape" : outside;
      if (box.current?.open && left) box.current.open = false;
    }
    document.addEventListener("pointerdown", pressed);
    document.addEventListener("keydown", pressed);
    return () => {
      document.removeEventListener("pointerdown", pressed);
      document.removeEventListener("keydown", pressed);
    };
  }, []);

  return (
    <details class="filters" ref={box}>
      <summary class="icon" aria-label={on ? fill(words.filtersOn, { n: on }) : words.filters}>
        <Icon name="filter" />
        {on > 0 && <span class="badge">{on}</span>}
      </summary>
      <div class="popover stack">
        <label class="field">
          {words.label}
          <select value={filters.label} onChange={(event) => change({ label: event.currentTarget.value })}>
            <option value="">{words.anyLabel}</option>
            {labels.map((label) => (
              <option key={label}>{label}</option>
            ))}
          </select>
        </label>
        <label class="field">
          {words.holder}
          <select value={filters.holder} onChange={(event) => change({ holder: event.currentTarget.value })}>
            <option value="">{words.anyHolder}</option>
            {colleagues.map((colleague) => (
              <option key={colleague.id} value={`${colleague.id}`}>
                {colleague.me ? words.me : colleague.name}
              </option>
            ))}
          </select>
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={filters.unread}
            onChange={(event) => change({ unread: event.currentTarget.checked })}
          />
          {words.onlyUnread}
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={filters.deadline}
            onChange={(event) => change({ deadline: event.currentTarget.checked })}
          />
          {words.onlyDeadline}
        </label>
        <button type="button" class="quiet" disabled={!on} onClick={() => onFilters(NO_FILTERS)}>
          {words.clearFilters}
        </button>
      </div>
    </details>
  );
}
