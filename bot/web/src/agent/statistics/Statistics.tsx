import { useEffect, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import type { SectionProps } from "../mounting";
import { type AgentSpan, type Figures, type Statistics as Found, parseStatistics, type Spread } from "./api";
import { Asked, Reasons, Scores, Times } from "./Charts";
import { Table } from "./Figure";
import { Filters } from "./Filters";
import { duration } from "./format";
import { Remarks } from "./Remarks";
import { words } from "./words";

const DAY = /^\d{4}-\d\d-\d\d$/;

/** How long shoppers waited, how it ended and what they say of it: per day and per agent. */
export function Statistics({ member, call, path, go, openTalk }: SectionProps) {
  // In the address: first day, last day, an agent's id; what is missing is the server's default.
  const [since = "", until = "", whose = ""] = path.split("/");
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(true);
  const days = DAY.test(since) && DAY.test(until) ? `?${new URLSearchParams({ since, until })}` : "";

  useEffect(() => {
    let current = true;
    setBusy(true);
    void call("GET", `/agent/statistics${days}`).then((answer) => {
      if (!current) return;
      setBusy(false);
      if (answer) setFound(parseStatistics(answer));
    });
    return () => {
      current = false;
    };
  }, [days]);

  if (!found)
    return (
      <p class="empty" role="status">
        {busy && words.loading}
      </p>
    );
  const agent = found.agents.find(({ id }) => String(id) === whose);
  const span = agent ?? found.team;
  const remarks = agent ? found.remarks.filter((remark) => remark.agentId === agent.id) : found.remarks;
  const place = (first: string, last: string, id: string) => go([first, last, id].filter(Boolean).join("/"));
  return (
    <div class="statistics" aria-busy={busy}>
      <h2>{words.title}</h2>
      <Filters
        key={`${found.since}${found.until}`}
        member={member}
        since={found.since}
        until={found.until}
        today={found.today}
        agents={found.agents}
        who={agent?.id ?? null}
        onDays={(first, last) => place(first, last, whose)}
        onWho={(id) => place(found.since, found.until, id === null ? "" : String(id))}
      />
      <p class="muted">
        {fill(words.zone, { zone: found.timeZone })} {member.role === "agent" && words.mineOnly}
      </p>
      <Tiles total={span.total} own={agent !== undefined} />
      <div class="figures">
        <Asked span={span} />
        <Times title={words.responsePerDay} span={span} of={({ response }) => response} />
        <Times title={words.resolutionPerDay} span={span} of={({ resolution }) => resolution} />
        <div class="two">
          <Scores total={span.total} />
          <Reasons total={span.total} />
        </div>
      </div>
      <section class="card">
        <h3>{words.agents}</h3>
        <Agents agents={found.agents} />
      </section>
      <section class="card">
        <h3>{words.remarks}</h3>
        <Remarks
          remarks={remarks}
          timeZone={found.timeZone}
          openTalk={member.role === "agent" ? openTalk : null}
        />
      </section>
      <details class="card definitions">
        <summary>{words.definitions}</summary>
        <dl>
          {words.meaning.map(([name, meaning]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}

function Tiles({ total, own }: { total: Figures; own: boolean }) {
  const { response, resolution, ratings } = total;
  const long = ({ count, p90 }: Spread) => (count > 0 ? fill(words.nineOfTen, { time: duration(p90) }) : "");
  const became = fill(words.askedMore, { answered: total.answered, left: total.left });
  const taken = total.taken > 0 ? fill(words.takenMore, { n: total.taken }) : "";
  const mean = ratings.mean === null ? words.none : fill(words.ratingOf, { mean: ratings.mean.toFixed(1) });
  const tiles: [string, string, string][] = [
    [
      own ? words.askedOwn : words.asked,
      total.asked.toLocaleString(),
      own ? taken : [became, taken].filter(Boolean).join("; "),
    ],
    [words.response, duration(response.median), long(response)],
    [words.resolution, duration(resolution.median), long(resolution)],
    [words.rating, mean, fill(words.ratingMore, { given: ratings.given, asked: ratings.asked })],
  ];
  return (
    <dl class="tiles" aria-label={words.tiles}>
      {tiles.map(([name, value, more]) => (
        <div key={name} class="card">
          <dt>{name}</dt>
          <dd class="big">{value}</dd>
          <dd class="muted">{more}</dd>
        </div>
      ))}
    </dl>
  );
}

function Agents({ agents }: { agents: AgentSpan[] }) {
  if (agents.length === 0) return <p class="empty">{words.noAgents}</p>;
  return (
    <Table
      caption={words.agents}
      columns={[
        words.agent,
        words.answered,
        `${words.response}: ${words.median}`,
        words.p90,
        words.closed,
        words.released,
        `${words.resolution}: ${words.median}`,
        words.rating,
      ]}
      rows={agents.map(({ name, total }) => [
        name,
        total.answered,
        duration(total.response.median),
        duration(total.response.p90),
        total.closed,
        total.released,
        duration(total.resolution.median),
        total.ratings.mean === null
          ? words.none
          : `${total.ratings.mean.toFixed(1)} (${total.ratings.given})`,
      ])}
    />
  );
}
