import { ENGLISH, type LocaleFile, speak } from "../locales/words";
import { hasPart, loadPart } from "./lazy";

/** The file of a language: for its region where there is one, else for the language; "" for English, which is built in. */
function fileFor(tag: string): string {
  const [language] = tag.split("-");
  return [`locale-${tag}`, `locale-${language}`].find(hasPart) ?? "";
}

/** Speaks `tag` from now on; English where its file can't be had, with dates and prices as `tag` writes English. */
export async function learn(base: string, tag: string): Promise<void> {
  const file = fileFor(tag);
  if (!file) {
    speak(tag.startsWith("en") ? tag : "en", ENGLISH);
    return;
  }
  try {
    speak(tag, await loadPart<LocaleFile>(base, file));
  } catch {
    speak("en", ENGLISH);
  }
}
