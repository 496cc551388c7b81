import { PANELS } from "../panels";
import { words } from "../words";
import { Dialog } from "./Dialog";

const GROUPS: [string, (keyof typeof words.keys)[]][] = [
  [words.keysTalks, ["j", "k", "a", "p", "b", "e", "u", "l", "s", "[", "]"]],
  [words.keysWrite, ["r", "n"]],
  [words.keysElse, ["/", "m", "?", "Escape"]],
];

/** All keys; those of the panels come from the panels. */
export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={words.help} onClose={onClose}>
      <div class="keys">
        {GROUPS.map(([title, keys]) => (
          <Keys key={title} title={title} keys={keys.map((key) => [key, words.keys[key]])} />
        ))}
        <Keys title={words.panels} keys={PANELS.map((panel) => [panel.shortcut, panel.label])} />
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: [string, string][] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
