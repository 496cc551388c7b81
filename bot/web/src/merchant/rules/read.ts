import { type Json, list, number, record, text, texts } from "../../kit/read";

/** A rule as its form holds it; lists are lines of names. */
export interface Rule {
  id: number | null;
  name: string;
  action: string;
  products: string[];
  brands: string[];
  categories: string[];
  relationships: string[];
  occasions: string[];
  interests: string[];
  ageMin: string;
  ageMax: string;
  budgetMin: string;
  budgetMax: string;
  starts: string;
  ends: string;
  yearly: boolean;
  strength: number;
  active: boolean;
  named: number;
  editedBy: string;
}

export const EMPTY: Rule = {
  id: null,
  name: "",
  action: "boost",
  products: [],
  brands: [],
  categories: [],
  relationships: [],
  occasions: [],
  interests: [],
  ageMin: "",
  ageMax: "",
  budgetMin: "",
  budgetMax: "",
  starts: "",
  ends: "",
  yearly: false,
  strength: 2,
  active: true,
  named: 0,
  editedBy: "",
};

const shown = (value: unknown) => number(value)?.toString() ?? "";
const said = (value: string) => (value.trim() === "" ? null : Number(value));

export function parseRule(value: unknown): Rule {
  const data = record(value);
  const when = record(data.when);
  const age = record(when.age);
  return {
    id: number(data.id),
    name: text(data.name),
    action: text(data.action),
    products: texts(data.products),
    brands: texts(data.brands),
    categories: texts(data.categories),
    relationships: texts(when.relationships),
    occasions: texts(when.occasions),
    interests: texts(when.interests),
    ageMin: shown(age.min),
    ageMax: shown(age.max),
    budgetMin: shown(when.budget_min),
    budgetMax: shown(when.budget_max),
    starts: text(data.starts),
    ends: text(data.ends),
    yearly: data.yearly === true,
    strength: number(data.strength) ?? 2,
    active: data.active !== false,
    named: number(data.products_named) ?? 0,
    editedBy: text(data.edited_by),
  };
}

/** A rule as the call takes it. */
export function ruleBody(rule: Rule): Json {
  const aged = said(rule.ageMin) !== null || said(rule.ageMax) !== null;
  return {
    name: rule.name,
    action: rule.action,
    products: rule.products,
    brands: rule.brands,
    categories: rule.categories,
    when: {
      relationships: rule.relationships,
      occasions: rule.occasions,
      interests: rule.interests,
      age: aged ? { min: said(rule.ageMin) ?? 0, max: said(rule.ageMax) } : null,
      budget_min: said(rule.budgetMin),
      budget_max: said(rule.budgetMax),
    },
    starts: rule.starts || null,
    ends: rule.ends || null,
    yearly: rule.yearly,
    strength: rule.strength,
    active: rule.active,
  };
}

/** Names as one writes them in a box: a line or a comma apart. */
export function names(written: string): string[] {
  return written
    .split(/[\n,]/)
    .map((name) => name.trim())
    .filter(Boolean);
}

/** What a rule does, for whom and when, in a line. */
export function ruleLine(rule: Rule): string {
  const what = [...rule.products, ...rule.brands, ...rule.categories].join(", ");
  const whom = [...rule.relationships, ...rule.occasions, ...rule.interests];
  if (rule.ageMin || rule.ageMax) whom.push(`age ${rule.ageMin || 0}–${rule.ageMax || "…"}`);
  if (rule.budgetMin || rule.budgetMax) whom.push(`budget ${rule.budgetMin || 0}–${rule.budgetMax || "…"}`);
  const days =
    rule.starts || rule.ends
      ? `${rule.starts || "…"} to ${rule.ends || "…"}${rule.yearly ? ", every year" : ""}`
      : "";
  return [what, whom.length ? `for ${whom.join(", ")}` : "", days].filter(Boolean).join(" · ");
}

export interface Vocabulary {
  [name: string]: string[];
}

export function parseVocabulary(data: Json): Vocabulary {
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, texts(value)]));
}

export interface Line {
  id: string;
  title: string;
  before: number | null;
  pinned: boolean;
  score: number;
}

export function lines(value: unknown): Line[] {
  return list(value)
    .map(record)
    .map((one) => ({
      id: text(one.product_id),
      title: text(one.title),
      before: number(one.before),
      pinned: one.pinned === true,
      score: number(one.score) ?? 0,
    }));
}
