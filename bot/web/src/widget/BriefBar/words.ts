import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import { words } from "../../locales/words";
import { BRIEF_FIELDS, type Brief, type BriefField, type Range } from "../../state/brief";

export interface Chip {
  field: BriefField;
  label: string;
  /** The change that drops this chip. */
  drop: Partial<Brief>;
}

export function ageWords({ min, max }: Range): string {
  if (max === null) return fill(words.yearsFrom, { n: min ?? 0 });
  return fill(words.years, { n: min === max ? max : `${min ?? 0}–${max}` });
}

export function budgetWords({ min, max }: Range, currency: string): string {
  const money = (amount: number) =>
    formatMoney({ amount: String(amount), currency }, undefined, "stripIfInteger");
  if (max === null) return min ? fill(words.from, { n: money(min) }) : words.anyPrice;
  return min ? `${money(min)}–${money(max)}` : fill(words.upTo, { n: money(max) });
}

export function chips(brief: Brief): Chip[] {
  return BRIEF_FIELDS.flatMap((field): Chip[] => {
    const value = brief[field];
    if (!value) return [];
    if (Array.isArray(value))
      return value.map((item) => ({
        field,
        label: field === "exclude" ? fill(words.without, { value: item }) : item,
        drop: { [field]: value.filter((other) => other !== item) },
      }));
    const label =
      typeof value === "string"
        ? value
        : "currency" in value
          ? budgetWords(value, value.currency as string)
          : ageWords(value);
    return [{ field, label, drop: { [field]: null } }];
  });
}
