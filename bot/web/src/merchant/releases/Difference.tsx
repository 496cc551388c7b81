import { Figure, Table } from "../insight/charts";
import { Moves, Pairs } from "./charts";
import { amount, plural } from "./format";
import type { Asked, Report, Talk } from "./read";

/** All that a check found out, as figures, charts and tables. */
export function Difference({ report }: { report: Report }) {
  const money = report.currency;
  return (
    <div class="figures">
      <Figure
        title="Figures before and after"
        note={`${plural(report.judged, "judged brief")} and ${plural(report.wishes, "real wish", "real wishes")} replayed; ${amount(report.sameFirst, "share")} of the first gifts stayed the same.`}
        columns={["Figure", "Serves now", "This release"]}
        rows={report.figures.map((one) => [
          one.name,
          amount(one.before, one.unit, money),
          amount(one.after, one.unit, money),
        ])}
      >
        <Pairs figures={report.figures} currency={money} />
      </Figure>
      <Figure
        title="Floors"
        note="A floor that is broken holds a release back by itself. The settings set them."
      >
        <ul class="floors">
          {report.floors.map((floor) => (
            <li key={floor.setting}>
              <span class={`pill ${floor.held ? "bad" : "good"}`}>{floor.held ? "broken" : "kept"}</span>{" "}
              <b>{floor.name}</b>: {amount(floor.found, floor.unit)}, at most{" "}
              {amount(floor.limit, floor.unit)} <code>{floor.setting}</code>
            </li>
          ))}
        </ul>
      </Figure>
      <Changed title="Requests that lost all results" count={report.lost} lines={report.lostLines} before />
      <Figure title="Products that can't be bought any more" {...nothing(report.vanished, "None vanished.")}>
        <p>
          {plural(report.vanished, "product")} vanished, {plural(report.fresh, "product")} came,{" "}
          {plural(report.repriced, "price")} changed.
        </p>
        {report.vanishedLines.length > 0 && (
          <Table
            label="Products that can't be bought any more"
            columns={["Product", "Why", "Stood in answers"]}
            rows={report.vanishedLines.map((one) => [
              one.title,
              one.why === "gone" ? "not in the feed" : "out of stock",
              one.shown,
            ])}
          />
        )}
      </Figure>
      <Figure
        title="Products that rose or fell"
        note="In how many of the answers to the replayed requests a product stands, against before."
        columns={["Product", "Before", "After"]}
        rows={report.moved.map((one) => [one.title, one.before, one.after])}
        {...nothing(report.moved.length, "Every product stands where it stood.")}
      >
        <Moves label="Products that rose or fell" rows={report.moved.slice(0, 24)} />
      </Figure>
      <Changed
        title="Requests that find something for the first time"
        count={report.gained}
        lines={report.gainedLines}
      />
      <Figure title="Cards over the budget, dead links" {...nothing(report.cards.length, "None.")}>
        <Table
          label="Cards over the budget, dead links"
          columns={["Product", "Problem", "Request"]}
          rows={report.cards.map((one) => [one.title, one.problem, one.request])}
        />
      </Figure>
      {report.talk && <Understanding talk={report.talk} />}
    </div>
  );
}

interface ChangedProps {
  title: string;
  count: number;
  lines: Asked[];
  before?: boolean;
}

function Changed({ title, count, lines, before = false }: ChangedProps) {
  return (
    <Figure title={title} {...nothing(count, "None.")}>
      <p>
        {plural(count, "request")}
        {lines.length < count && `, of which ${lines.length} stand here (real wishes first)`}.
      </p>
      <Table
        label={title}
        columns={["Request", "Where from", "Before", "After", before ? "Found before" : "Finds now"]}
        rows={lines.map((one) => [
          one.text,
          one.real ? "a real wish" : "judged",
          one.before,
          one.after,
          one.titles.join(", "),
        ])}
      />
    </Figure>
  );
}

function Understanding({ talk }: { talk: Talk }) {
  const right = (yes: boolean) => (yes ? "right" : "wrong");
  return (
    <>
      <Figure
        title="What is understood in another way"
        {...nothing(
          talk.fieldsChanged + talk.intentsChanged,
          talk.messages
            ? "Every message is understood as before."
            : "The dialogue model is the same: nothing to compare.",
        )}
      >
        {talk.fields.length > 0 && (
          <Table
            label="Parts of briefs that are read in another way"
            columns={["Message", "Part", "Before", "Now", "Expected", "Now it is"]}
            rows={talk.fields.map((one) => [
              one.text,
              one.field,
              one.before,
              one.after,
              one.expected,
              right(one.right),
            ])}
          />
        )}
        {talk.intents.length > 0 && (
          <Table
            label="Messages that are taken for something else"
            columns={["Message", "Before", "Now"]}
            rows={talk.intents.map((one) => [one.text, one.before, one.after])}
          />
        )}
      </Figure>
      <Figure
        title="Golden conversations"
        {...nothing(talk.lines.length, `All ${talk.turns} turns are answered as well as before.`)}
      >
        <p>
          Of {plural(talk.turns, "turn")} {talk.turnedWrong} turned wrong and {talk.turnedRight} right.
        </p>
        <Table
          label="Golden conversations"
          columns={["Turn", "What was said", "Now it is", "Problem"]}
          rows={talk.lines.map((one) => [one.where, one.said, right(one.right), one.problems])}
        />
      </Figure>
    </>
  );
}

/** What a figure says where it has nothing to show. */
function nothing(count: number, said: string) {
  return { empty: count === 0, none: said };
}
