import { fill } from "../../kit/fill";
import type { Line } from "../api";
import { words } from "../words";
import { briefWords } from "../words-of-brief";
import { Icon } from "./icons";
import { current, type Tabs } from "./tabs";

interface Props {
  tabs: Tabs;
  lines: Map<string, Line>;
  canSplit: boolean;
  onChoose: (id: string) => void;
  onShut: (id: string) => void;
  onSplit: () => void;
}

/** The open conversations, one beside the other. */
export function TabStrip({ tabs, lines, canSplit, onChoose, onShut, onSplit }: Props) {
  const two = tabs.columns.length > 1;
  return (
    <div class="tab-strip">
      <ul aria-label={words.tabs}>
        {tabs.open.map((id) => {
          const line = lines.get(id);
          const name = (line && briefWords(line.brief)) || words.shopper;
          return (
            <li key={id} data-shown={tabs.columns.includes(id) || undefined}>
              <button
                type="button"
                class="tab"
                aria-current={id === current(tabs) || undefined}
                onClick={() => onChoose(id)}
              >
                <span>{name}</span>
                {line && line.unread > 0 && (
                  <span class="badge">
                    {line.unread}
                    <span class="hidden"> {fill(words.unreadLine, { n: line.unread })}</span>
                  </span>
                )}
              </button>
              <button
                type="button"
                class="icon"
                aria-label={fill(words.closeTab, { name })}
                onClick={() => onShut(id)}
              >
                <Icon name="close" />
              </button>
            </li>
          );
        })}
      </ul>
      {canSplit && (two || tabs.open.length > 1) && (
        <button type="button" class="tool" aria-pressed={two} aria-keyshortcuts="s" onClick={onSplit}>
          <Icon name="split" />
          {two ? words.unsplit : words.split}
        </button>
      )}
    </div>
  );
}
