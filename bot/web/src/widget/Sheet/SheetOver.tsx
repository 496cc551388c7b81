import { words } from "../../locales/words";
import type { BriefField } from "../../state/brief";
import type { Sheet as Name } from "../../state/state";
import { loadPart } from "../lazy";
import { Part, type PartModule } from "../Part";
import type { Ui } from "../ui";
import { Sheet } from "./Sheet";

/** The part `extras`: what is needed now and then. */
export interface ExtrasModule extends PartModule {
  Editor: preact.ComponentType<Ui & { field: BriefField }>;
  SheetBody(props: Ui & { sheet: Name }): preact.VNode;
  transcript(messages: Ui["state"]["messages"]): string;
  download(name: string, text: string): void;
}

/** The open sheet: its frame at once, what stands in it as soon as it is there. */
export function SheetOver({ sheet, ...ui }: Ui & { sheet: Name }) {
  const { wishlist, help, restartTitle, eraseTitle } = words;
  const title = { wishlist, help, restart: restartTitle, erase: eraseTitle }[sheet];
  return (
    <Sheet
      key={sheet}
      title={title}
      controller={ui.controller}
      alert={sheet === "restart" || sheet === "erase"}
    >
      <Part<ExtrasModule> name="extras" base={ui.controller.api.base}>
        {({ SheetBody }) => <SheetBody {...ui} sheet={sheet} />}
      </Part>
    </Sheet>
  );
}

/** Hands the conversation to the shopper as a text file. */
export async function saveTranscript({ state, controller, options }: Ui): Promise<void> {
  try {
    const { download, transcript } = await loadPart<ExtrasModule>(controller.api.base, "extras");
    const name = options.title.toLowerCase().replace(/[^\p{L}\d]+/gu, "-");
    download(`${name}-${new Date().toISOString().slice(0, 10)}.txt`, transcript(state.messages));
  } catch {
    controller.store.set({ notice: words.problem });
  }
}
