import { useEffect, useMemo, useState } from "preact/hooks";
import { type Colleague, type Lane, type Line, type Member, readColleagues, readLabels } from "./api";
import { Inbox } from "./inbox/Inbox";
import { belongs, countOf, type Filters, inOrder, LANES, NO_FILTERS, passes } from "./inbox/lanes";
import { useFound } from "./inbox/search";
import type { Guarded } from "./mounting";
import { PANELS } from "./panels";
import { Drafts } from "./shell/drafts";
import type { OfficeState } from "./shell/office";
import { SidePanel } from "./shell/SidePanel";
import { useShortcuts } from "./shell/shortcuts";
import { useShared } from "./shell/store";
import { TabStrip } from "./shell/TabStrip";
import { current, opened, remember, remembered, shut, split, type Tabs } from "./shell/tabs";
import type { Talks } from "./shell/talks";
import { BESIDE, TWO, useMedia } from "./shell/wide";
import { PassDialog } from "./talk/PassDialog";
import { TalkColumn } from "./talk/TalkColumn";
import { useActions } from "./talk/useActions";
import { words } from "./words";

interface Props {
  member: Member;
  office: OfficeState;
  talks: Talks;
  errors: ReadonlyMap<string, string>;
  call: (about: string) => Guarded;
  path: string;
  go: (path: string, replace?: boolean) => void;
}

/** The section "Conversations": the inbox, one or two conversations, and what stands beside the one worked in. */
export function Workspace({ member, office, talks, errors, call, path, go }: Props) {
  const [laneInPath = "", idInPath = ""] = path.split("/");
  const lane: Lane = LANES.find((name) => name === laneInPath) ?? "waiting";
  const { lines } = office;
  const [tabs, setTabs] = useState<Tabs>(() => {
    const before = remembered();
    return idInPath ? opened(before, idInPath) : { ...before, columns: [], focus: 0 };
  });
  const [search, setSearch] = useState("");
  const [filters, setFilters] = useState<Filters>(NO_FILTERS);
  const [labels, setLabels] = useState<string[]>([]);
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  const [passing, setPassing] = useState(false);
  const [panel, setPanel] = useState(PANELS[0]?.id ?? "");
  const [side, setSide] = useState<boolean | null>(null);
  const [now, setNow] = useState(Date.now());
  const canSplit = useMedia(TWO);
  const beside = useMedia(BESIDE);
  const shared = useShared();
  const drafts = useMemo(() => new Drafts(), []);
  const found = useFound(search, office.changed);
  const chosen = current(tabs);
  const talk = talks.talks.get(chosen);
  const sideOpen = side ?? beside;

  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(clock);
  }, []);
  useEffect(() => {
    void readLabels().then(setLabels, () => undefined);
    void readColleagues().then(setColleagues, () => undefined);
  }, []);
  // Back and forward of the browser choose what the address says.
  useEffect(() => {
    if (idInPath !== chosen)
      setTabs((known) => (idInPath ? opened(known, idInPath) : { ...known, columns: [], focus: 0 }));
  }, [idInPath]);
  useEffect(() => {
    remember(tabs);
    for (const id of tabs.open) if (!talks.talks.has(id)) void talks.load(id);
  }, [tabs]);

  function turnTo(next: Tabs, replace = false) {
    setTabs(next);
    const id = current(next);
    go(id ? `${lane}/${id}` : lane, replace);
  }
  const choose = (id: string, aside = false) => turnTo(opened(tabs, id, aside && canSplit));
  const openPanel = (id: string) => {
    setPanel(id);
    setSide(true);
  };

  const fromSearch = search.trim()
    ? found.lines.map((line) => ({ ...(lines.get(line.id) ?? line), match: line.match }))
    : null;
  const shown = fromSearch
    ? fromSearch.filter((line) => passes(line, filters))
    : inOrder(
        [...lines.values()].filter((line) => belongs(line, lane) && passes(line, filters)),
        lane,
      );
  const counts = Object.fromEntries(LANES.map((name) => [name, countOf(lines.values(), name)])) as Record<
    Lane,
    ReturnType<typeof countOf>
  >;
  const actionsFor = useActions({ talks, call, member });
  const actions =
    talk && actionsFor(talk, { onPass: () => setPassing(true), onUnread: () => turnTo(shut(tabs, talk.id)) });

  // What is looked at is read.
  const line = lines.get(chosen);
  const reads = talk && (talk.readSeq < (talk.messages.at(-1)?.seq ?? 0) || (line?.mentions ?? 0) > 0);
  useEffect(() => {
    if (!talk || !reads) return;
    function read() {
      if (document.visibilityState !== "visible" || !talk) return;
      void call(talk.id)("POST", `/agent/conversations/${talk.id}/read`, {
        seq: talk.messages.at(-1)?.seq ?? 0,
      });
    }
    read();
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [talk?.id, talk?.messages.length, reads]);

  function step(by: number) {
    const at = shown.findIndex(({ id }) => id === chosen);
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) choose(next.id);
  }
  function turn(by: number) {
    const at = tabs.open.indexOf(chosen);
    const next = tabs.open[(at + by + tabs.open.length) % tabs.open.length];
    if (next) choose(next);
  }
  const held = talk !== undefined && talk.lease !== null;
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    a: talk && !held && (talk.status === "waiting" || talk.status === "bot") && actions?.take,
    p: held && actions?.pass,
    b: held && (() => actions?.leave("release")),
    e: held && (() => actions?.leave("close")),
    u: talk && actions?.unread,
    l: talk && (() => document.getElementById(`label-${talk.id}`)?.click()),
    s: canSplit && tabs.open.length > 1 && (() => turnTo(split(tabs), true)),
    "[": tabs.open.length > 1 && (() => turn(-1)),
    "]": tabs.open.length > 1 && (() => turn(1)),
    r: held && (() => document.getElementById(`reply-${chosen}`)?.focus()),
    "/": () => document.getElementById("search")?.focus(),
    ...Object.fromEntries(PANELS.map(({ id, shortcut }) => [shortcut, talk && (() => openPanel(id))])),
    n:
      talk &&
      (() => {
        openPanel("notes");
        setTimeout(() => document.getElementById("note")?.focus());
      }),
  });

  const columns = canSplit ? tabs.columns : [chosen].filter(Boolean);
  return (
    <div class="workspace" data-open={chosen ? "" : undefined} data-side={talk && sideOpen ? "" : undefined}>
      <Inbox
        lane={lane}
        lines={shown}
        counts={counts}
        chosen={chosen}
        beside={tabs.columns}
        search={search}
        searching={found.busy}
        filters={filters}
        labels={labels}
        colleagues={colleagues}
        now={now}
        canSplit={canSplit && chosen !== ""}
        onLane={(name) => {
          setSearch("");
          go(chosen ? `${name}/${chosen}` : name);
        }}
        onChoose={choose}
        onSearch={setSearch}
        onFilters={setFilters}
      />
      <main class="talks">
        {tabs.open.length > 1 && (
          <TabStrip
            tabs={tabs}
            lines={lines}
            canSplit={canSplit}
            onChoose={choose}
            onShut={(id) => {
              talks.forget(id);
              turnTo(shut(tabs, id), true);
            }}
            onSplit={() => turnTo(split(tabs), true)}
          />
        )}
        <div class="columns">
          {columns.map((id, number) => {
            const one = talks.talks.get(id);
            if (!one) return <Loading key={id} error={errors.get(id)} />;
            return (
              // A press anywhere in a column makes it the one worked in; the same is done by focus.
              <div
                key={id}
                class="column"
                onPointerDown={() =>
                  number !== tabs.focus && columns.length > 1 && turnTo({ ...tabs, focus: number }, true)
                }
                onfocusin={() =>
                  number !== tabs.focus && columns.length > 1 && turnTo({ ...tabs, focus: number }, true)
                }
              >
                <TalkColumn
                  talk={one}
                  member={member}
                  store={shared.storeName}
                  error={errors.get(id) ?? ""}
                  typing={office.typing.has(id)}
                  focused={columns.length > 1 && id === chosen}
                  replies={shared.replies}
                  drafts={drafts}
                  actions={actionsFor(one, {
                    onPass: () => {
                      turnTo({ ...tabs, focus: Math.max(0, tabs.columns.indexOf(id)) }, true);
                      setPassing(true);
                    },
                    onUnread: () => turnTo(shut(tabs, id)),
                  })}
                  onBack={() => turnTo({ ...tabs, columns: [], focus: 0 })}
                  onDetails={() => setSide(!sideOpen)}
                />
              </div>
            );
          })}
          {columns.length === 0 && <Nothing lines={shown} />}
        </div>
      </main>
      {talk && sideOpen && (
        <SidePanel
          panel={panel}
          onPanel={openPanel}
          onClose={() => setSide(false)}
          talk={talk}
          member={member}
          call={call(talk.id)}
          insert={(text) => {
            if (talk.lease === null) return;
            drafts.insert(talk.id, text);
            if (!beside) setSide(false);
          }}
          sendProducts={(ids) => actionsFor(talk).sendProducts(ids)}
          reload={() => void talks.load(talk.id)}
        />
      )}
      {passing && talk && (
        <PassDialog
          onPass={(to, note) => void actionsFor(talk).passTo(to, note)}
          onClose={() => setPassing(false)}
        />
      )}
    </div>
  );
}

function Nothing({ lines }: { lines: Line[] }) {
  return (
    <div class="nothing">
      <svg viewBox="0 0 96 72" aria-hidden="true" focusable="false">
        <path d="M14 26h68v38H14zM8 16h80v12H8zM48 16v48M48 16c-6-14-22-12-18-3 2 4 10 4 18 3Zm0 0c6-14 22-12 18-3-2 4-10 4-18 3Z" />
      </svg>
      <h2>{lines.length ? words.pickTitle : words.noneWaiting}</h2>
      <p class="muted">{words.pick}</p>
    </div>
  );
}

function Loading({ error }: { error: string | undefined }) {
  if (error)
    return (
      <p class="error column" role="alert">
        {error}
      </p>
    );
  return (
    <div class="column skeleton" aria-busy="true" role="status">
      <span class="hidden">{words.loading}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
