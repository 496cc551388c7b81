import { type Json, record, text, texts } from "../../kit/read";

/** A column mapping as its form holds it: for each field a column, or else a text that may name columns in {}. */
export interface Draft {
  columns: Record<string, string>;
  fixed: Record<string, string>;
  currency: string;
  decimal: string;
  /** What the form does not show: kept as it came. */
  rest: Json;
}

const FORM = new Set(["columns", "values", "templates", "currency", "decimal"]);

export function draftOf(mapping: Json): Draft {
  const columns: Record<string, string> = {};
  const rest: Json = {};
  const more: Json = {};
  for (const [field, value] of Object.entries(record(mapping.columns))) {
    const several = texts(value);
    if (several.length > 1) more[field] = several;
    columns[field] = text(value) || (several[0] ?? "");
  }
  for (const [name, value] of Object.entries(mapping)) if (!FORM.has(name)) rest[name] = value;
  if (Object.keys(more).length) rest.columns = more;
  const fixed: Record<string, string> = {};
  for (const part of [mapping.values, mapping.templates])
    for (const [field, value] of Object.entries(record(part))) fixed[field] = text(value);
  return { columns, fixed, currency: text(mapping.currency), decimal: text(mapping.decimal), rest };
}

/** The mapping as the call takes it; a text with {column} in it is a template, another one a value for all rows. */
export function mappingOf(draft: Draft): Json {
  const { columns: more, ...rest } = draft.rest;
  const columns: Json = {};
  for (const [field, column] of Object.entries(draft.columns)) {
    const several = texts(record(more)[field]);
    if (column) columns[field] = several[0] === column ? several : column;
  }
  const values: Json = {};
  const templates: Json = {};
  for (const [field, said] of Object.entries(draft.fixed)) {
    if (!said.trim() || columns[field]) continue;
    (/\{[^{}]+\}/.test(said) ? templates : values)[field] = said.trim();
  }
  return {
    ...rest,
    columns,
    ...(Object.keys(values).length && { values }),
    ...(Object.keys(templates).length && { templates }),
    ...(draft.currency && { currency: draft.currency.toUpperCase() }),
    ...(draft.decimal && { decimal: draft.decimal }),
  };
}

/** The needed fields that nothing is said of. */
export function missing(draft: Draft, needed: string[]): string[] {
  return needed.filter((field) => !draft.columns[field] && !draft.fixed[field]?.trim());
}
