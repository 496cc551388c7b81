import { useEffect, useRef, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { type CannedReply, type Member, readLabels, type Talk } from "../api";
import { Avatar, Days } from "../inbox/LineItem";
import { filled, valuesOf } from "../placeholders";
import type { Drafts } from "../shell/drafts";
import { Icon } from "../shell/icons";
import { words } from "../words";
import { briefWords } from "../words-of-brief";
import { Bubble, NoteBubble } from "./Bubble";
import { Composer } from "./Composer";
import { Labels } from "./Labels";

export interface TalkActions {
  take: () => void;
  leave: (how: "release" | "close") => void;
  pass: () => void;
  unread: () => void;
  say: (text: string) => Promise<boolean>;
  type: (on: boolean) => void;
  label: (labels: string[]) => void;
}

interface Props {
  talk: Talk;
  member: Member;
  store: string;
  error: string;
  /** Whether the shopper writes right now. */
  typing: boolean;
  focused: boolean;
  replies: CannedReply[];
  drafts: Drafts;
  actions: TalkActions;
  onBack: () => void;
  onDetails: () => void;
}

/** One conversation with everything that was said, and what can be done with it. */
export function TalkColumn(props: Props) {
  const { talk, member, store, error, typing, focused, replies, drafts, actions } = props;
  const log = useRef<HTMLOListElement>(null);
  const [known, setKnown] = useState<string[]>([]);
  const held = talk.lease !== null;
  const count = talk.messages.length + talk.notes.length;
  useEffect(() => log.current?.scrollTo(0, log.current.scrollHeight), [count, talk.id]);
  useEffect(() => {
    void readLabels().then(setKnown, () => undefined);
  }, [talk.labels.join()]);

  const name = briefWords(talk.brief) || words.shopper;
  return (
    <section class="talk" aria-label={`${words.conversation}: ${name}`} data-focused={focused || undefined}>
      <header>
        <div class="row">
          <button type="button" class="icon back" aria-label={words.back} onClick={props.onBack}>
            <Icon name="back" />
          </button>
          <Avatar id={talk.id} name={name} />
          <div class="who">
            <h2>{name}</h2>
            <p class={`standing ${talk.status}`} role="status">
              {standing(talk)}
            </p>
          </div>
          <Actions talk={talk} actions={actions} />
          <button type="button" class="icon details" aria-label={words.details} onClick={props.onDetails}>
            <Icon name="panel" />
          </button>
        </div>
        <div class="row tags">
          {talk.deadline && <Days deadline={talk.deadline} />}
          <Labels id={talk.id} labels={talk.labels} known={known} onChange={actions.label} />
        </div>
      </header>
      <ul class="summary" aria-label={words.summary}>
        {talk.summary.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <ol class="log" ref={log} aria-live="polite" tabIndex={0} aria-label={words.messages}>
        {timeline(talk)}
      </ol>
      <p class="writes muted" role="status">
        {typing && words.shopperWrites}
      </p>
      {held ? (
        <Composer
          key={talk.id}
          id={talk.id}
          drafts={drafts}
          replies={replies}
          fillIn={(template) => filled(template, valuesOf(talk, member.name, store))}
          onSay={actions.say}
          onTyping={actions.type}
        />
      ) : (
        talk.status !== "closed" && <p class="not-held muted">{words.notHeld}</p>
      )}
    </section>
  );
}

function Actions({ talk, actions }: { talk: Talk; actions: TalkActions }) {
  const held = talk.lease !== null;
  if (!held && (talk.status === "closed" || talk.status === "agent")) return null;
  if (!held)
    return (
      <button type="button" class="primary" onClick={actions.take} aria-keyshortcuts="a">
        {words.take}
      </button>
    );
  return (
    <div class="row actions">
      <button type="button" class="tool" onClick={actions.pass} aria-keyshortcuts="p">
        <Icon name="pass" />
        {words.pass}
      </button>
      <button type="button" class="tool" onClick={() => actions.leave("release")} aria-keyshortcuts="b">
        <Icon name="bot" />
        {words.release}
      </button>
      <button type="button" class="tool" onClick={() => actions.leave("close")} aria-keyshortcuts="e">
        <Icon name="check" />
        {words.close}
      </button>
    </div>
  );
}

/** Messages and notes in the order of time. */
function timeline(talk: Talk) {
  const said = talk.messages.map((message) => ({
    at: message.at,
    item: <Bubble key={`m${message.seq}`} message={message} />,
  }));
  const noted = talk.notes.map((note) => ({
    at: note.at,
    item: <NoteBubble key={`n${note.id}`} note={note} />,
  }));
  const when = ({ at }: { at: string }) => Date.parse(at);
  return [...said, ...noted].sort((a, b) => when(a) - when(b)).map(({ item }) => item);
}

function standing(talk: Talk): string {
  if (talk.status === "closed") return words.ended;
  if (talk.lease !== null) return words.you;
  if (talk.status === "agent") return fill(words.heldBy, { name: talk.holder });
  return talk.status === "waiting" ? words.isWaiting : words.bot;
}
