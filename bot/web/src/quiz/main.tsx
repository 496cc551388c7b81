import { render } from "preact";
import { locale } from "../kit/locale";
import { quiz as english } from "../locales/en";
import styles from "./quiz.css?inline";
import { Screen } from "./Screen";
import type { QuizHost } from "./types";

export type Words = typeof english;

export { styles };

/** Draws the quiz into an element of the widget; returns what ends it. */
export function mount(root: HTMLElement, host: QuizHost): () => void {
  // A module of its own has a locale of its own: numbers and plurals follow the language around it.
  locale.tag = root.closest<HTMLElement>("[lang]")?.lang || locale.tag;
  render(<Screen host={host} words={{ ...english, ...host.texts }} />, root);
  return () => render(null, root);
}
