import { rating } from "../locales/en";
import { words } from "../locales/words";

/** This part's section of the locale that is spoken. */
export function own(): typeof rating {
  return { ...rating, ...words.sections.rating };
}
