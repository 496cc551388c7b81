export interface Money {
  amount: string;
  currency: string;
}

/** Money as the shopper's language writes it; an unknown currency code is written beside the amount. */
export function formatMoney(money: Money, locale?: string): string {
  const value = Number(money.amount);
  if (!Number.isFinite(value)) return `${money.amount} ${money.currency}`.trim();
  try {
    return new Intl.NumberFormat(locale, {
      style: "currency",
      currency: money.currency,
      currencyDisplay: "narrowSymbol",
      minimumFractionDigits: Number.isInteger(value) ? 0 : undefined,
    }).format(value);
  } catch {
    return `${money.amount} ${money.currency}`.trim();
  }
}
