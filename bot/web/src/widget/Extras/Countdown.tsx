import { fill } from "../../kit/fill";
import { locale } from "../../kit/locale";
import { dayWords } from "../../kit/time";
import { words } from "../../locales/words";
import type { Countdown as CountdownData } from "../../messages/types";

/** A calm strip: the days left to order, or to the day itself, the number larger than its words. */
export function Countdown({ countdown }: { countdown: CountdownData }) {
  const { occasion, date, days, orderBy, daysToOrder } = countdown;
  const ordering = daysToOrder !== null && daysToOrder >= 0 && !!orderBy;
  const n = ordering ? daysToOrder : days;
  const number = n.toLocaleString(locale.tag);
  const phrase = n || ordering ? fill(ordering ? words.daysToOrder : words.days, { n }) : words.dayToday;
  const [before, after] = phrase.split(number);
  return (
    <div class="countdown">
      <p>
        {before}
        {after !== undefined && <strong>{number}</strong>}
        {after}
      </p>
      <p class="small">
        {[occasion, dayWords(date)].filter(Boolean).join(" · ")}
        {ordering && (
          <>
            <br />
            {fill(words.orderBy, { date: dayWords(orderBy) })}
          </>
        )}
      </p>
    </div>
  );
}
