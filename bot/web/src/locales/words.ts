import { locale } from "../kit/locale";
import { main, said } from "./en";

export type Section = Record<string, string>;

/** What a locale file exports: the sections of en.ts. */
export interface LocaleFile {
  main: Section;
  said?: Section;
  compare?: Section;
  extras?: Section;
  quiz?: Section;
  rating?: Section;
  later?: Section;
}

/** The widget's words in the language that it speaks: filled anew when another one is chosen, so read them when they are shown. */
export const words = { ...main, said: { ...said }, sections: {} as Partial<LocaleFile> };

/** English, which is built in. */
export const ENGLISH: LocaleFile = { main, said };

/** Speaks another language from now on; words that it lacks stay English. */
export function speak(tag: string, file: LocaleFile): void {
  locale.tag = tag;
  Object.assign(words, file.main);
  Object.assign(words.said, file.said);
  words.sections = file;
}
