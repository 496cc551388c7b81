import { compare } from "../locales/en";
import { words } from "../locales/words";

/** This part's section of the locale that is spoken. */
export function own(): typeof compare {
  return { ...compare, ...words.sections.compare };
}
