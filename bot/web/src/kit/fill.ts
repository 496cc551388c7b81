import { locale } from "./locale";

const CATEGORIES = ["zero", "one", "two", "few", "many", "other"] as const;

/** Which of the plural forms that the language has (in the order of CATEGORIES) is that of `n`. */
function formOf(n: number): number {
  const rules = new Intl.PluralRules(locale.tag);
  const own = rules.resolvedOptions().pluralCategories;
  return CATEGORIES.filter((category) => own.includes(category)).indexOf(rules.select(n));
}

/** `text` with its `{names}` filled in, numbers as the language writes them; `n` chooses among plural forms where the text has several. */
export function fill(text: string, values: Record<string, string | number>): string {
  const forms = text.split("|");
  const form = (typeof values.n === "number" && forms[formOf(values.n)]) || forms.at(-1) || "";
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString(locale.tag) : String(value);
  });
}

/** The items of a text that is a list. */
export function split(text: string): string[] {
  return text.split("|");
}
