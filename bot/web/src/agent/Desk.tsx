import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fill, split } from "../kit/fill";
import { type Json, text } from "../kit/read";
import { Alerts } from "./alerts";
import { CallError, call, type Lane, type Line, parseLine, readInbox, readTalk, type Talk } from "./api";
import { Brief, briefWords } from "./Brief";
import { Inbox } from "./Inbox";
import { Thread } from "./Thread";
import { words } from "./words";

const LANES: Lane[] = ["waiting", "mine", "all", "closed"];

function belongs(line: Line, lane: Lane): boolean {
  if (lane === "waiting" || lane === "closed") return line.status === lane;
  return lane === "mine" ? line.mine && line.status === "agent" : line.status !== "closed";
}

function inOrder(lines: Line[], lane: Lane): Line[] {
  if (lane === "waiting") return lines.sort((a, b) => a.waitingSince.localeCompare(b.waitingSince));
  return lines.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}

/** Everything once somebody is signed in. The server's events say what changed; what is shown is always read anew. */
export function Desk({ name, signedOut }: { name: string; signedOut: () => void }) {
  const [lines, setLines] = useState(new Map<string, Line>());
  const [lane, setLane] = useState<Lane>("waiting");
  const [chosen, setChosen] = useState("");
  const [talk, setTalk] = useState<Talk | null>(null);
  const [error, setError] = useState("");
  const [search, setSearch] = useState("");
  const [connected, setConnected] = useState(true);
  const [help, setHelp] = useState(false);
  const [now, setNow] = useState(Date.now());
  const alerts = useMemo(() => new Alerts(), []);
  const [sound, setSound] = useState(alerts.sound);
  const chosenNow = useRef("");
  chosenNow.current = chosen;

  async function guarded<Result>(work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (problem) {
      if (problem instanceof CallError && problem.status === 401) signedOut();
      else if (problem instanceof CallError && problem.status === 409) {
        const holder = text(problem.problem.holder);
        setError(holder ? fill(words.lost, { name: holder }) : words.lostNobody);
      } else setError(words.problem);
      return null;
    }
  }

  async function readAll() {
    const found = await guarded(() =>
      Promise.all([readInbox("waiting"), readInbox("all"), readInbox("closed")]),
    );
    if (found) setLines(new Map(found.flat().map((line) => [line.id, line])));
  }

  async function open(id: string) {
    const found = id ? await guarded(() => readTalk(id)) : null;
    if (chosenNow.current === id) setTalk(found);
  }

  useEffect(() => {
    void readAll();
    const events = new EventSource("/api/agent/events");
    events.addEventListener("ready", () => {
      setConnected(true);
      void readAll();
      void open(chosenNow.current);
    });
    events.addEventListener("conversation", (event) => {
      const line = parseLine(JSON.parse((event as MessageEvent<string>).data));
      setLines((known) => new Map(known).set(line.id, line));
      if (line.id === chosenNow.current) void open(line.id);
    });
    events.addEventListener("gone", (event) => {
      const { id } = JSON.parse((event as MessageEvent<string>).data) as { id: string };
      setLines((known) => new Map([...known].filter(([key]) => key !== id)));
      if (id === chosenNow.current) setChosen("");
    });
    events.addEventListener("signed-out", signedOut);
    events.addEventListener("error", () => setConnected(false));
    const clock = setInterval(() => setNow(Date.now()), 10_000);
    return () => {
      events.close();
      clearInterval(clock);
    };
  }, []);

  useEffect(() => {
    setTalk(null);
    setError("");
    void open(chosen);
  }, [chosen]);

  const waiting = [...lines.values()].filter((line) => line.status === "waiting").map((line) => line.id);
  useEffect(() => alerts.waiting(waiting), [waiting.join()]);

  const wanted = search.trim().toLowerCase();
  const shown = inOrder(
    [...lines.values()].filter(
      (line) =>
        belongs(line, lane) &&
        (!wanted || `${briefWords(line.brief)} ${line.last?.content.text}`.toLowerCase().includes(wanted)),
    ),
    lane,
  );
  const counts = Object.fromEntries(
    LANES.slice(0, 2).map((name) => [name, [...lines.values()].filter((line) => belongs(line, name)).length]),
  );

  async function act(path: string, body?: Json): Promise<Json | null> {
    setError("");
    const id = chosen;
    const answer = await guarded(() => call("POST", `/agent/conversations/${id}/${path}`, body));
    await open(id);
    return answer;
  }
  const take = () => void act("take");
  const leave = (how: "release" | "close") => void act(how, { lease: talk?.lease });
  const say = async (reply: string) =>
    (await act("messages", { text: reply, lease: talk?.lease, client_id: crypto.randomUUID() })) !== null;
  const type = (on: boolean) =>
    void guarded(() => call("POST", `/agent/conversations/${chosen}/typing`, { lease: talk?.lease, on }));

  function step(by: number) {
    const at = shown.findIndex((line) => line.id === chosen);
    setChosen(shown[Math.min(Math.max(at + by, 0), shown.length - 1)]?.id ?? "");
  }

  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      const inField = (event.target as Element).closest("input, textarea");
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (inField) {
        if (event.key === "Escape") (inField as HTMLElement).blur();
        return;
      }
      const held = talk && talk.lease !== null;
      const keys: Record<string, (() => void) | false | null> = {
        j: () => step(1),
        k: () => step(-1),
        a: talk !== null && !held && take,
        r: () => document.getElementById("reply")?.focus(),
        e: held && (() => leave("close")),
        b: held && (() => leave("release")),
        "/": () => document.getElementById("search")?.focus(),
        "?": () => setHelp((on) => !on),
      };
      const action = keys[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    }
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });

  return (
    <div class="desk" data-open={chosen ? "" : undefined} onPointerDown={() => alerts.allow()}>
      <header class="bar">
        <h1>{words.title}</h1>
        {!connected && <p role="status">{words.disconnected}</p>}
        <span class="who">{name}</span>
        <button
          type="button"
          class="quiet"
          aria-pressed={sound}
          onClick={() => setSound(alerts.toggleSound())}
        >
          {words.sound} {sound ? words.on : words.off}
        </button>
        <button type="button" class="quiet" aria-expanded={help} onClick={() => setHelp(!help)}>
          {words.keys}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => void call("DELETE", "/staff/session").finally(signedOut)}
        >
          {words.signOut}
        </button>
      </header>
      {help && (
        <ul class="keys">
          {split(words.keysText).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Inbox
        lane={lane}
        lines={shown}
        counts={counts}
        chosen={chosen}
        search={search}
        now={now}
        onLane={setLane}
        onChoose={setChosen}
        onSearch={setSearch}
      />
      {talk ? (
        <>
          <Thread
            key={talk.id}
            talk={talk}
            error={error}
            onTake={take}
            onLeave={leave}
            onSay={say}
            onTyping={type}
            onBack={() => setChosen("")}
          />
          <Brief brief={talk.brief} count={talk.messages.length} />
        </>
      ) : (
        <main class="thread empty">
          <p>{error || words.pick}</p>
        </main>
      )}
    </div>
  );
}
