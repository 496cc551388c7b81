import { afterEach, describe, expect, test } from "vitest";
import { fill } from "../kit/fill";
import { locale } from "../kit/locale";
import * as en from "./en";
import { ENGLISH, type LocaleFile, speak, words } from "./words";

type Sections = Record<string, Record<string, string>>;

const files = import.meta.glob<Sections>("./*.ts", { eager: true });
const others = Object.entries(files)
  .map(([path, file]) => [path.replace(/^\.\/|\.ts$/g, ""), file] as const)
  .filter(([tag]) => /^[a-z]{2}(-[A-Z]{2})?$/.test(tag) && tag !== "en");

/** Texts in which `|` parts the items of a list, not plural forms. */
const LISTS = /^(starters|reasons|scores|helpText|ideas[A-Z]\w+)$/;

/** Categories in the order in which texts give their forms. */
const ORDER = ["zero", "one", "two", "few", "many", "other"];

afterEach(() => speak("en", ENGLISH));

test("there are two more languages at least, one of them from right to left", () => {
  expect(others.map(([tag]) => tag)).toEqual(expect.arrayContaining(["ar", "de"]));
});

describe.each(others)("%s", (tag, file) => {
  // A region's file says only what differs from its language.
  const whole = !tag.includes("-");
  const sections = Object.entries(en as Sections).filter(
    ([name]) => name !== "said" && (whole || file[name]),
  );

  test.each(sections)("has every key of %s and no other", (name, texts) => {
    expect(Object.keys(file[name] ?? {}).sort()).toEqual(Object.keys(texts).sort());
  });

  test.each(sections)("has the names, lists and plural forms of %s", (name, texts) => {
    const categories = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    const forms = ORDER.filter((category) => categories.includes(category as Intl.LDMLPluralRule)).length;
    for (const [key, english] of Object.entries(texts)) {
      const text = file[name]?.[key] ?? "";
      expect(text.trim(), key).not.toBe("");
      const parts = (all: string) => all.split("|").length;
      if (LISTS.test(key)) expect(parts(text), key).toBe(parts(english));
      else if (parts(english) > 1) expect(parts(text), key).toBe(forms);
      else expect(parts(text), key).toBe(1);
      const names = (all: string) => [...new Set(all.match(/\{\w+\}/g))].sort();
      expect(names(text.split("|").at(-1) ?? ""), key).toEqual(
        LISTS.test(key) ? [] : names(english.split("|").at(-1) ?? ""),
      );
    }
  });
});

test("a language is spoken at once, with its own plural forms and numbers", () => {
  speak("ar", files["./ar.ts"] as unknown as LocaleFile);
  expect(words.close).toBe("إغلاق");
  expect(fill(words.fits, { n: 2 })).toBe("هديتان مناسبتان");
  expect(fill(words.fits, { n: 5 })).toContain("هدايا");
  speak("de-AT", files["./de.ts"] as unknown as LocaleFile);
  expect(locale.tag).toBe("de-AT");
  expect(fill(words.fits, { n: 1 })).toBe("1 passt");
  expect(words.said.why).toBe("Why {title}?");
});

test("back in English, nothing is left of the other language", () => {
  speak("de", files["./de.ts"] as unknown as LocaleFile);
  speak("en-GB", ENGLISH);
  expect(words.close).toBe("Close");
  expect(words.sections).toBe(ENGLISH);
});
