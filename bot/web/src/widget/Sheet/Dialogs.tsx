import { split } from "../../kit/fill";
import * as words from "../../locales/en";
import type { Ui } from "../ui";
import { Sheet } from "./Sheet";

export function RestartDialog({ controller }: Ui) {
  return (
    <Sheet title={words.restartTitle} controller={controller} alert>
      <div class="sheetbody">
        <p>{words.restartText}</p>
        <div class="buttons">
          <button type="button" class="quiet" onClick={() => controller.show(null)}>
            {words.keep}
          </button>
          <button type="button" class="primary" onClick={() => controller.restart()}>
            {words.restart}
          </button>
        </div>
      </div>
    </Sheet>
  );
}

export function HelpDialog({ controller }: Ui) {
  return (
    <Sheet title={words.help} controller={controller}>
      <ul class="sheetbody">
        {split(words.helpText).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Sheet>
  );
}
