import { fill } from "../../kit/fill";
import type { Colleague, Lane, Line } from "../api";
import { Icon } from "../shell/icons";
import { words } from "../words";
import { FilterBox } from "./FilterBox";
import { LineItem } from "./LineItem";
import { type Count, type Filters, LANES, NO_FILTERS } from "./lanes";

interface Props {
  lane: Lane;
  lines: Line[];
  counts: Record<Lane, Count>;
  chosen: string;
  beside: string[];
  search: string;
  searching: boolean;
  filters: Filters;
  labels: string[];
  colleagues: Colleague[];
  now: number;
  canSplit: boolean;
  onLane: (lane: Lane) => void;
  onChoose: (id: string, beside?: boolean) => void;
  onSearch: (text: string) => void;
  onFilters: (filters: Filters) => void;
}

const NONE: Record<Lane, string> = {
  waiting: words.noneWaiting,
  mine: words.noneMine,
  holiday: words.noneHoliday,
  all: words.noneAll,
  closed: words.noneClosed,
};

export function Inbox(props: Props) {
  const { lane, lines, search, searching, filters } = props;
  const narrowed = JSON.stringify(filters) !== JSON.stringify(NO_FILTERS);
  const empty = search ? fill(words.foundNone, { text: search }) : narrowed ? words.noneFiltered : NONE[lane];
  return (
    <nav class="inbox" aria-label={words.inbox}>
      <div class="inbox-head">
        <fieldset class="lanes">
          <legend class="hidden">{words.lanes}</legend>
          {LANES.map((name) => (
            <LaneButton key={name} name={name} count={props.counts[name]} {...props} />
          ))}
        </fieldset>
        <div class="search">
          <Icon name="search" />
          <input
            id="search"
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            maxLength={100}
            value={search}
            onInput={(event) => props.onSearch(event.currentTarget.value)}
          />
          <FilterBox {...props} />
        </div>
        <p class="muted found" role="status">
          {search && (searching ? words.searching : fill(words.foundIn, { n: lines.length, text: search }))}
        </p>
      </div>
      {lines.length === 0 && !searching && <p class="empty">{empty}</p>}
      <ul class="lines">
        {lines.map((line) => (
          <LineItem key={line.id} line={line} {...props} />
        ))}
      </ul>
    </nav>
  );
}

function LaneButton({ name, lane, search, count, onLane }: { name: Lane; count: Count } & Props) {
  return (
    <button type="button" aria-pressed={name === lane && !search} onClick={() => onLane(name)}>
      {words[name]}
      {count.talks > 0 && name !== "closed" && name !== "all" && <span class="count">{count.talks}</span>}
      {count.unread > 0 && name !== "closed" && name !== "all" && (
        <span class="badge">
          {count.unread}
          <span class="hidden"> {words.onlyUnread}</span>
        </span>
      )}
    </button>
  );
}
