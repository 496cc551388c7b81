import type { PanelProps } from "../mounting";
import { PANELS } from "../panels";
import { words } from "../words";
import { Icon } from "./icons";

interface Props extends Omit<PanelProps, "openPanel"> {
  panel: string;
  onPanel: (id: string) => void;
  onClose: () => void;
}

/** What stands beside a conversation: one of the panels, chosen by its tab. */
export function SidePanel({ panel, onPanel, onClose, ...props }: Props) {
  const chosen = PANELS.find(({ id }) => id === panel) ?? PANELS[0];
  if (!chosen) return null;
  const Show = chosen.show;

  function pressed(event: KeyboardEvent) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next =
      PANELS[(PANELS.indexOf(chosen as (typeof PANELS)[number]) + step + PANELS.length) % PANELS.length];
    if (!next) return;
    event.preventDefault();
    onPanel(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  }

  return (
    <aside class="side" aria-label={words.panels}>
      <div class="side-head">
        <div class="panel-tabs" role="tablist" aria-label={words.panels} onKeyDown={pressed}>
          {PANELS.map(({ id, label, shortcut, badge }) => {
            const count = badge?.(props.talk) ?? 0;
            return (
              <button
                key={id}
                id={`tab-${id}`}
                type="button"
                role="tab"
                aria-selected={id === chosen.id}
                aria-controls="panel"
                aria-keyshortcuts={shortcut}
                tabIndex={id === chosen.id ? 0 : -1}
                onClick={() => onPanel(id)}
              >
                {label}
                {count > 0 && <span class="count">{count}</span>}
              </button>
            );
          })}
        </div>
        <button type="button" class="icon" aria-label={words.hideDetails} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <div class="panel" id="panel" role="tabpanel" aria-labelledby={`tab-${chosen.id}`} tabIndex={0}>
        <Show key={`${chosen.id} ${props.talk.id}`} {...props} openPanel={onPanel} />
      </div>
    </aside>
  );
}
