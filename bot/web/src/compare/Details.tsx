import { Picture } from "../widget/Cards/Picture";
import { Price } from "../widget/Cards/Price";
import type { AdviceProps } from "../widget/Extras/Advice";
import { Heart, View } from "./Gift";
import { readDetails } from "./read";
import { own } from "./words";

/** All that the shop says of one gift: its facts, how to use it, and folded, its description. */
export function Details({ data, base, ...saving }: AdviceProps) {
  const { gift, facts, usage, description } = readDetails(data, base);
  const texts = own();
  if (!gift) return null;
  return (
    <article class="details" aria-label={gift.title}>
      <div class="top">
        <Picture src={gift.image} />
        <div>
          <h3 dir="auto">{gift.title}</h3>
          <Price card={gift} />
        </div>
      </div>
      {facts.length > 0 && (
        <dl aria-label={texts.facts}>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {usage && (
        <>
          <h4>{texts.usage}</h4>
          <p dir="auto">{usage}</p>
        </>
      )}
      {description && (
        <details>
          <summary>{texts.description}</summary>
          <p dir="auto">{description}</p>
        </details>
      )}
      <div class="does">
        <View card={gift} />
        <Heart card={gift} {...saving} />
      </div>
    </article>
  );
}
