import { locale } from "./locale";

export interface Money {
  amount: string;
  currency: string;
}

/** Money as the shopper's language writes it, two decimals unless `trailingZeroDisplay` says otherwise; an unknown currency code is written beside the amount. */
export function formatMoney(
  { amount, currency }: Money,
  tag: string = locale.tag,
  trailingZeroDisplay?: "stripIfInteger",
): string {
  try {
    const style = {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      trailingZeroDisplay,
    };
    return new Intl.NumberFormat(tag, style as Intl.NumberFormatOptions).format(Number(amount));
  } catch {
    return `${amount} ${currency}`;
  }
}
