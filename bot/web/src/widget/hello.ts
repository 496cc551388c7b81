import { list, number, record, text, texts } from "../kit/read";

/** The merchant's rule for a first word to a visitor. */
export interface HelloRule {
  text: string;
  /** Seconds on the page. */
  after: number;
  pages: string[];
}

export function readHello(value: unknown): HelloRule | null {
  const data = record(value);
  const said = text(data.text);
  if (!said) return null;
  return {
    text: said,
    after: number(data.after) ?? 0,
    pages: list(data.pages).length ? texts(data.pages) : ["*"],
  };
}

/** Whether a path is one of `pages`, globs in which `*` stands for anything. */
export function matches(path: string, pages: string[]): boolean {
  return pages.some((glob) => {
    const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".*")}$`).test(path);
  });
}
