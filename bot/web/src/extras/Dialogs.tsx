import { split } from "../kit/fill";
import { words } from "../locales/words";
import type { Ui } from "../widget/ui";
import { own } from "./words";

interface Question extends Ui {
  text: string;
  yes: string;
  onYes(): void;
}

function Ask({ controller, text, yes, onYes }: Question) {
  return (
    <div class="sheetbody">
      <p>{text}</p>
      <div class="buttons">
        <button type="button" class="quiet" onClick={() => controller.show(null)}>
          {own().keep}
        </button>
        <button type="button" class="primary" onClick={onYes}>
          {yes}
        </button>
      </div>
    </div>
  );
}

export function Restart(ui: Ui) {
  const onYes = () => void ui.controller.restart();
  return <Ask {...ui} text={own().restartText} yes={words.restart} onYes={onYes} />;
}

export function Erase(ui: Ui) {
  const onYes = () => void ui.controller.erase();
  return <Ask {...ui} text={own().eraseText} yes={own().eraseNow} onYes={onYes} />;
}

export function Help() {
  return (
    <ul class="sheetbody">
      {split(own().helpText).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
