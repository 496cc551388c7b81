import { list, record, text, texts } from "../../kit/read";

const KEY = "giftfinder-desk-tabs";
const MOST = 6;

/** The open conversations; `columns` are those side by side (one or two), `focus` the one worked in. */
export interface Tabs {
  open: string[];
  columns: string[];
  focus: number;
}

export const NO_TABS: Tabs = { open: [], columns: [], focus: 0 };

export function current({ columns, focus }: Tabs): string {
  return columns[focus] ?? "";
}

/** Shows a conversation in the column worked in; with `beside`, in a second one. */
export function opened(tabs: Tabs, id: string, beside = false): Tabs {
  const at = tabs.columns.indexOf(id);
  const open = tabs.open.includes(id) ? [...tabs.open] : [...tabs.open, id];
  while (open.length > MOST) {
    const oldest = open.find((other) => other !== id && !tabs.columns.includes(other));
    if (!oldest) break;
    open.splice(open.indexOf(oldest), 1);
  }
  if (at >= 0) return { ...tabs, open, focus: at };
  if (beside && tabs.columns.length) return { open, columns: [current(tabs), id], focus: 1 };
  const columns = [...tabs.columns];
  columns[tabs.focus] = id;
  return { ...tabs, open, columns };
}

/** Closes a tab; what was worked in gives way to its neighbour. */
export function shut(tabs: Tabs, id: string): Tabs {
  const at = tabs.open.indexOf(id);
  const open = tabs.open.filter((other) => other !== id);
  let columns = tabs.columns.filter((other) => other !== id);
  if (!columns.length) {
    const next = open[Math.min(Math.max(at, 0), open.length - 1)];
    columns = next ? [next] : [];
  }
  return { open, columns, focus: Math.max(0, Math.min(tabs.focus, columns.length - 1)) };
}

/** Puts the next open conversation beside the one worked in, or leaves that alone. */
export function split(tabs: Tabs): Tabs {
  const here = current(tabs);
  if (tabs.columns.length > 1) return { ...tabs, columns: [here], focus: 0 };
  const other = tabs.open.filter((id) => id !== here).at(-1);
  return other ? { ...tabs, columns: [here, other], focus: 0 } : tabs;
}

export function remember(tabs: Tabs): void {
  sessionStorage.setItem(KEY, JSON.stringify(tabs));
}

/** The tabs of before the page was reloaded. */
export function remembered(): Tabs {
  try {
    const kept = record(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
    const open = texts(kept.open);
    const columns = list(kept.columns)
      .map(text)
      .filter((id) => open.includes(id))
      .slice(0, 2);
    return { open, columns, focus: columns.length > 1 && kept.focus === 1 ? 1 : 0 };
  } catch {
    return NO_TABS;
  }
}
