import { extras } from "../locales/en";
import { words } from "../locales/words";

/** This part's section of the locale that is spoken. */
export function own(): typeof extras {
  return { ...extras, ...words.sections.extras };
}
