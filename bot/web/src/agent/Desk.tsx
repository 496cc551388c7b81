import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { fill } from "../kit/fill";
import { type Json, text } from "../kit/read";
import { Alerts } from "./alerts";
import { CallError, call, type Member, type Role, readReplies } from "./api";
import type { Guarded, Section } from "./mounting";
import { SECTIONS } from "./sections";
import { Help } from "./shell/Help";
import { useOffice } from "./shell/office";
import { usePlace } from "./shell/route";
import { useShortcuts } from "./shell/shortcuts";
import { store } from "./shell/store";
import { TopBar } from "./shell/TopBar";
import { Talks } from "./shell/talks";
import { Workspace } from "./Workspace";
import { words } from "./words";

const CONVERSATIONS = "conversations";
/** A badge is asked for again at most so often, however much happens. */
const BADGE_PAUSE = 3000;

/** Why a call failed, in words for the agent. */
export function reason(problem: unknown): string {
  if (!(problem instanceof CallError)) return words.problem;
  const { holder, colleague, type, detail } = problem.problem;
  if (text(colleague)) return fill(words.notHere, { name: text(colleague) });
  if (text(type).endsWith(":lease-lost") || text(type).endsWith(":held"))
    return text(holder) ? fill(words.lost, { name: text(holder) }) : words.lostNobody;
  if (problem.status === 404) return text(detail) || words.problem;
  return problem.status < 500 && text(detail) ? text(detail) : words.problem;
}

/** The sections that a role has, beside the agents' conversations. */
export function sectionsOf(role: Role): Section[] {
  return SECTIONS.filter(({ roles }) => (roles ?? ["agent"]).includes(role));
}

/** Everything once somebody is signed in: the top bar, and the section that the address names. */
export function Desk({ member, signedOut }: { member: Member; signedOut: () => void }) {
  const [place, go] = usePlace();
  const [errors, setErrors] = useState<ReadonlyMap<string, string>>(new Map());
  const [, redraw] = useState(0);
  const [help, setHelp] = useState(false);
  const [badges, setBadges] = useState<Record<string, number>>({});
  const alerts = useMemo(() => new Alerts(), []);
  const [sound, setSound] = useState(alerts.sound);

  function failed(about: string, problem: unknown) {
    if (problem instanceof CallError && problem.status === 401) signedOut();
    else setErrors((known) => new Map(known).set(about, reason(problem)));
  }
  const talks = useMemo(() => new Talks(() => redraw((count) => count + 1), failed), []);
  const guarded =
    (about: string): Guarded =>
    async (method, path, body): Promise<Json | null> => {
      try {
        const answer = await call(method, path, body);
        setErrors((known) =>
          known.has(about) ? new Map([...known].filter(([key]) => key !== about)) : known,
        );
        return answer;
      } catch (problem) {
        failed(about, problem);
        return null;
      }
    };

  const agent = member.role === "agent";
  const sections = useMemo(() => sectionsOf(member.role), [member.role]);
  const office = useOffice(agent, {
    signedOut,
    onChange: (id) => {
      // What went wrong while the server was away is over.
      if (!id) setErrors(new Map());
      for (const open of talks.talks.keys()) if (!id || id === open) void talks.load(open);
    },
    onGone: (id) => {
      if (!talks.talks.has(id)) return;
      setErrors((known) => new Map(known).set(id, words.erased));
      talks.forget(id);
    },
    onError: (problem) => failed("", problem),
  });
  useEffect(() => alerts.look(office.lines.values()), [office.lines]);
  useEffect(() => {
    if (agent)
      void readReplies().then(
        (replies) => store.set({ replies }),
        () => undefined,
      );
    void fetch("/api/config").then(
      async (answer) => store.set({ storeName: text((await answer.json()).store_name) }),
      () => undefined,
    );
  }, []);

  useEffect(() => {
    const wake = () => alerts.wake();
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, wake);
    return () => {
      for (const name of ["pointerdown", "keydown"]) document.removeEventListener(name, wake);
    };
  }, []);

  const asked = useRef(0);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        asked.current = Date.now();
        for (const { id, badge } of sections)
          void badge?.(guarded("")).then((count) => setBadges((known) => ({ ...known, [id]: count })));
      },
      Math.max(0, asked.current + BADGE_PAUSE - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [office.changed]);

  useShortcuts({
    "?": agent && (() => setHelp(true)),
    m: agent && (() => setSound(alerts.toggleSound())),
  });

  const section = sections.find(({ id }) => id === place.section) ?? (agent ? undefined : sections[0]);
  const Show = section?.show;
  return (
    <div class="desk">
      <TopBar
        sections={agent ? [{ id: CONVERSATIONS, label: words.conversations }, ...sections] : sections}
        chosen={section?.id ?? CONVERSATIONS}
        badges={badges}
        member={member}
        connected={office.connected}
        alerts={alerts}
        sound={sound}
        onSection={(id) => go(id)}
        onSound={() => setSound(alerts.toggleSound())}
        onHelp={() => setHelp(true)}
        onSignOut={() => void call("DELETE", "/staff/session").finally(signedOut)}
      />
      {section && Show ? (
        <main class="section" aria-label={section.label}>
          {errors.get(section.id) && (
            <p class="error" role="alert">
              {errors.get(section.id)}
            </p>
          )}
          <Show
            member={member}
            call={guarded(section.id)}
            path={place.path}
            go={(path) => go(section.id, path)}
            changed={office.changed}
            openTalk={(id) => go(CONVERSATIONS, `all/${id}`)}
          />
        </main>
      ) : (
        <Workspace
          member={member}
          office={office}
          talks={talks}
          errors={errors}
          call={guarded}
          path={place.path}
          go={(path, replace) => go(CONVERSATIONS, path, replace)}
        />
      )}
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  );
}
