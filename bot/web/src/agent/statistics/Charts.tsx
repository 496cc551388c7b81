import { fill } from "../../kit/fill";
import type { Day, Figures, Span, Spread } from "./api";
import { Columns } from "./Columns";
import { Figure } from "./Figure";
import { duration, longDay } from "./format";
import { Rows } from "./Rows";
import { words } from "./words";

const written = (value: number | null) => (value ?? 0).toLocaleString();

/** How many asked for a person each day, and what became of it. */
export function Asked({ span: { total, days } }: { span: Span }) {
  const open = (day: Figures) => Math.max(0, day.asked - day.answered - day.left);
  return (
    <Figure
      title={words.askedPerDay}
      columns={[words.day, words.asked, words.answered, words.left, words.open]}
      rows={days.map((day) => [longDay(day.day), day.asked, day.answered, day.left, open(day)])}
      empty={total.asked === 0 ? words.nothing : null}
    >
      <Columns
        label={fill(words.best, { title: words.askedPerDay, days: days.length, total: total.asked })}
        days={days.map(({ day }) => day)}
        series={[
          { name: words.answered, as: "solid", values: days.map((day) => day.answered) },
          { name: words.unanswered, as: "faint", values: days.map((day) => day.left + open(day)) },
        ]}
        write={written}
      />
    </Figure>
  );
}

interface TimesProps {
  title: string;
  span: Span;
  of: (day: Figures) => Spread;
}

/** How long something took each day: the median as a column, what nine of ten stayed under as a stroke. */
export function Times({ title, span: { total, days }, of }: TimesProps) {
  const row = (day: Day) => {
    const spread = of(day);
    return [longDay(day.day), spread.count, duration(spread.median), duration(spread.p90)];
  };
  return (
    <Figure
      title={title}
      columns={[words.day, words.cases, words.median, words.p90]}
      rows={days.map(row)}
      empty={of(total).count === 0 ? words.nothing : null}
    >
      <Columns
        label={fill(words.bestTime, { title, days: days.length, median: duration(of(total).median) })}
        days={days.map(({ day }) => day)}
        series={[
          { name: words.median, as: "solid", values: days.map((day) => of(day).median) },
          { name: words.p90, as: "stroke", values: days.map((day) => of(day).p90) },
        ]}
        time
        write={duration}
      />
    </Figure>
  );
}

/** How many gave each number of stars. */
export function Scores({ total }: { total: Figures }) {
  const rows = [5, 4, 3, 2, 1].map((stars) => ({
    name: fill(words.stars, { n: stars }),
    value: total.ratings.scores[stars - 1] ?? 0,
  }));
  return (
    <Figure
      title={words.scores}
      columns={[words.rating, words.count]}
      rows={rows.map(({ name, value }) => [name, value])}
      empty={total.ratings.given === 0 ? words.noScores : null}
    >
      <Rows label={words.scores} rows={rows} />
    </Figure>
  );
}

/** What the scores came from, the commonest first. */
export function Reasons({ total }: { total: Figures }) {
  const rows = total.ratings.reasons.map(([name, value]) => ({
    name: words.reasonNames[name] ?? name,
    value,
  }));
  return (
    <Figure
      title={words.reasons}
      columns={[words.reason, words.count]}
      rows={rows.map(({ name, value }) => [name, value])}
      empty={rows.length === 0 ? words.noReasons : null}
    >
      <Rows label={words.reasons} rows={rows} />
    </Figure>
  );
}
