/** `text` with its `{names}` filled in; `n` chooses between singular and plural where the text has both. */
export function fill(text: string, values: Record<string, string | number>): string {
  const [one = "", many = one] = text.split("|");
  return (values.n === 1 ? one : many).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

/** The items of a text that is a list. */
export function split(text: string): string[] {
  return text.split("|");
}
