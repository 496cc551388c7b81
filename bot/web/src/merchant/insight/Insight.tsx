import { useEffect, useState } from "preact/hooks";
import { call } from "../../agent/api";
import { STAGE_NAMES, words } from "../words";
import { Bars, Columns, Figure, Heat, Table } from "./charts";
import { type Counted, type Figures, figures } from "./read";

const WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const ASKED: [string, string][] = [
  ["interests", "Interests"],
  ["relationships", "Recipients"],
  ["occasions", "Occasions"],
  ["budgets", "Budgets"],
  ["ages", "Ages"],
];
const FIRST = 10;

export function Insight() {
  const [span, setSpan] = useState({ since: "", until: "" });
  const [found, setFound] = useState<Figures | null>(null);
  const [error, setError] = useState("");
  const query = new URLSearchParams(Object.entries(span).filter(([, day]) => day)).toString();

  useEffect(() => {
    let late = false;
    call("GET", `/merchant/insight?${query}`).then(
      (data) => {
        if (late) return;
        setFound(figures(data));
        setError("");
      },
      () => late || setError(words.failed),
    );
    return () => {
      late = true;
    };
  }, [query]);

  const day = (name: "since" | "until", label: string) => (
    <label class="field">
      {label}
      <input
        type="date"
        value={span[name] || found?.[name] || ""}
        onChange={(event) => setSpan({ ...span, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <>
      <form class="row days" onSubmit={(event) => event.preventDefault()}>
        {day("since", words.from)}
        {day("until", words.to)}
      </form>
      <p class="error" role="alert">
        {error}
      </p>
      {found ? <All found={found} query={query} /> : !error && <p role="status">{words.loading}</p>}
    </>
  );
}

function All({ found, query }: { found: Figures; query: string }) {
  const csv = (part: string) => `/api/merchant/insight/${part}.csv?${query}`;
  const stages = found.stages.map((stage) => STAGE_NAMES[stage] ?? stage);
  const journey: Counted[] = stages.map((name, place) => ({ name, count: found.funnel.counts[place] ?? 0 }));
  const none = found.funnel.counts[0] === 0;
  const money = (amount: number, currency = found.currency) =>
    amount.toLocaleString(undefined, { style: "currency", currency });
  const interests = [...new Set(found.gaps.map(({ interest }) => interest))].slice(0, 20);
  const sold = found.sales.map(
    ({ orders, amount, currency }) =>
      `${orders} ${orders === 1 ? "order" : "orders"}, ${money(amount, currency)}`,
  );
  return (
    <div class="figures">
      <Figure
        title="From opened to bought"
        csv={csv("funnel")}
        empty={none}
        note={
          sold.join("; ") ||
          (found.ordersTold ? undefined : "The store does not tell of its orders yet: see the README.")
        }
        columns={["Page", ...stages]}
        rows={[
          ["All", ...found.funnel.counts],
          ...found.sources.map((one) => [one.source || "(unknown)", ...one.counts]),
        ]}
      >
        <Bars label="Conversations by stage" rows={journey} share />
      </Figure>
      <Figure wide title="By the page it was opened on" csv={csv("funnel")} empty={none}>
        <Table
          label="By the page it was opened on"
          columns={["Page", ...stages]}
          rows={found.sources.map((one) => [one.source || "(unknown)", ...one.counts])}
        />
      </Figure>
      {ASKED.map(([name, title]) => {
        const rows = (found.asked[name] ?? []).filter(({ count }) => count > 0);
        return (
          <Figure
            key={name}
            title={title}
            csv={csv("asked")}
            empty={rows.length === 0}
            columns={[title, words.conversations]}
            rows={rows.map((one) => [one.name, one.count])}
          >
            <Bars label={title} rows={rows.slice(0, FIRST)} />
          </Figure>
        );
      })}
      <Figure
        title="Conversations a day"
        csv={csv("when")}
        empty={none}
        columns={["Day", words.conversations]}
        rows={found.days.map((one) => [one.name, one.count])}
      >
        <Columns label="Conversations a day" rows={found.days} />
      </Figure>
      <Figure
        title="By season"
        csv={csv("when")}
        empty={none}
        columns={["Month", words.conversations]}
        rows={found.months.map((one) => [one.name, one.count])}
      >
        <Bars label="Conversations a month" rows={found.months} />
      </Figure>
      <Figure
        wide
        title="By hour and day of the week"
        csv={csv("when")}
        empty={none}
        note={`Hours of ${found.zone}.`}
      >
        <Heat
          label="Conversations by hour and day of the week"
          corner="Day"
          columns={Array.from({ length: 24 }, (_, hour) => String(hour))}
          rows={WEEK.map((name, at) => ({
            name,
            cells: (found.hours[at] ?? []).map((value) => ({ value, shown: value ? String(value) : "" })),
          }))}
        />
      </Figure>
      <Figure
        wide
        title="Gaps in the assortment"
        csv={csv("gaps")}
        empty={found.gaps.length === 0}
        note={`Estimate: ${found.formula}.`}
        columns={[
          "Interest",
          "Budget",
          "Asked",
          "Found nothing",
          "Found too few",
          "Lost orders",
          "Lost amount",
        ]}
        rows={found.gaps.map((gap) => [
          gap.interest,
          gap.budget,
          gap.asked,
          gap.none,
          gap.weak,
          gap.orders,
          money(gap.amount),
        ])}
      >
        <Heat
          label="Estimated lost demand by interest and budget"
          corner="Interest"
          columns={found.budgets}
          rows={interests.map((name) => ({
            name,
            cells: found.budgets.map((budget) => {
              const gap = found.gaps.find((one) => one.interest === name && one.budget === budget);
              return { value: gap?.amount ?? 0, shown: gap ? money(gap.amount) : "" };
            }),
          }))}
        />
      </Figure>
      <Figure title="Shown but never clicked" csv={csv("unclicked")} empty={found.unclicked.length === 0}>
        <Table
          label="Shown but never clicked"
          columns={["Product", "Shown", "Saved", "Not for us"]}
          rows={found.unclicked.map((one) => [one.title, one.shown, one.kept, one.refused])}
        />
      </Figure>
      <Figure title="Unanswered questions" csv={csv("unanswered")} empty={found.unanswered.length === 0}>
        <Table
          label="Unanswered questions"
          columns={["Question", "Why", "When"]}
          rows={found.unanswered.map((one) => [one.text, one.why, new Date(one.at).toLocaleString()])}
        />
      </Figure>
      <Figure
        title="Ratings"
        csv={csv("ratings")}
        empty={found.mean === null && found.notForUs.length === 0 && found.useful === 0}
        note={found.mean === null ? undefined : `The people's help: ${found.mean} of 5 on average.`}
      >
        <Bars
          label="Ratings"
          rows={[
            ...found.scores.map((count, place) => ({ name: `${place + 1} of 5`, count })),
            { name: "Gift: useful", count: found.useful },
            ...found.notForUs.map(({ name, count }) => ({
              name: `Not for us: ${name.replaceAll("_", " ")}`,
              count,
            })),
          ].filter(({ count }) => count > 0)}
        />
      </Figure>
    </div>
  );
}
