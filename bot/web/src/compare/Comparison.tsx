import type { Card } from "../messages/types";
import { Picture } from "../widget/Cards/Picture";
import { Price } from "../widget/Cards/Price";
import { Reason } from "../widget/Cards/Reason";
import type { AdviceProps } from "../widget/Extras/Advice";
import { Heart, View } from "./Gift";
import { readComparison } from "./read";
import { own } from "./words";

/** Gifts side by side: a table with a column for each, headed by its picture; it scrolls sideways where the screen is narrow. */
export function Comparison({ data, base, ...saving }: AdviceProps) {
  const texts = own();
  const { gifts, rows, unknown } = readComparison(data, base);
  if (gifts.length < 2) return null;
  const reasons = ({ reasons, title }: Card) => reasons.filter(({ evidence }) => evidence !== title);
  const cells = (label: string, cell: (card: Card, at: number) => preact.ComponentChildren) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      {gifts.map((card, at) => (
        <td key={card.id}>{cell(card, at) || <span class="nothing">{texts.nothing}</span>}</td>
      ))}
    </tr>
  );
  return (
    <section class="compare" tabIndex={0} aria-label={texts.label}>
      <table>
        <thead>
          <tr>
            <td />
            {gifts.map((card) => (
              <th key={card.id} scope="col" dir="auto">
                <Picture src={card.image} />
                {card.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells(texts.price, (card) => (
            <Price card={card} />
          ))}
          {gifts.some((card) => reasons(card).length) &&
            cells(
              texts.speaksFor,
              (card) =>
                reasons(card).length > 0 &&
                reasons(card).map((reason) => <Reason key={reason.text} reason={reason} />),
            )}
          {rows.map(({ label, values }) => cells(label, (_, at) => values[at]))}
          {unknown.some((all) => all.length) &&
            cells(texts.unknown, (_, at) => unknown[at]?.join(", ") || "–")}
          <tr>
            <td />
            {gifts.map((card) => (
              <td key={card.id}>
                <div class="does">
                  <View card={card} />
                  <Heart card={card} {...saving} />
                </div>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  );
}
