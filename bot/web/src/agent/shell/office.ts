import { useEffect, useRef, useState } from "preact/hooks";
import { record, text } from "../../kit/read";
import { type Line, parseLine, readInbox } from "../api";

export interface OfficeState {
  lines: Map<string, Line>;
  connected: boolean;
  /** The conversations whose shopper writes right now. */
  typing: ReadonlySet<string>;
  /** Grows with each event and each reconnection. */
  changed: number;
  /** What happened last: a conversation's id, or "" for a reconnection, after which all may have changed. */
  about: string;
}

interface Handlers {
  signedOut: () => void;
  /** A conversation has changed; "" after a reconnection, when any may have. */
  onChange: (id: string) => void;
  onGone: (id: string) => void;
  onError: (problem: unknown) => void;
}

/** A shopper who writes says so again before this; one whose page is gone never says that it is over. */
const TYPING_ENDS = 6000;
/** How soon a stream that was refused is asked for again: a browser tries only those again that broke. */
const AGAIN = 3000;

/** The inbox as it is now; nothing is asked for unless `enabled`, for it is the agents' alone. The server's events say what changed; after a reconnection everything is read anew. */
export function useOffice(enabled: boolean, handlers: Handlers): OfficeState {
  const [state, setState] = useState<OfficeState>({
    lines: new Map(),
    connected: true,
    typing: new Set(),
    changed: 0,
    about: "",
  });
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    if (!enabled) return;
    async function readAll() {
      try {
        const lanes = await Promise.all([readInbox("waiting"), readInbox("all"), readInbox("closed")]);
        const lines = new Map(lanes.flat().map((line) => [line.id, line]));
        setState((known) => ({ ...known, lines, changed: known.changed + 1, about: "" }));
      } catch (problem) {
        latest.current.onError(problem);
      }
    }
    let events: EventSource;
    let again = 0;
    const ends = new Map<string, number>();
    function writes(id: string, on: boolean) {
      clearTimeout(ends.get(id));
      if (on) ends.set(id, window.setTimeout(writes, TYPING_ENDS, id, false));
      setState((known) => {
        if (known.typing.has(id) === on) return known;
        const typing = new Set(known.typing);
        if (on) typing.add(id);
        else typing.delete(id);
        return { ...known, typing };
      });
    }
    const data = (event: Event) => record(JSON.parse((event as MessageEvent<string>).data));
    function connect() {
      events = new EventSource("/api/agent/events");
      events.addEventListener("ready", () => {
        setState((known) => ({ ...known, connected: true }));
        void readAll();
        latest.current.onChange("");
      });
      events.addEventListener("conversation", (event) => {
        const line = parseLine(data(event));
        if (line.last?.role === "shopper") writes(line.id, false);
        setState((known) => ({
          ...known,
          lines: new Map(known.lines).set(line.id, line),
          changed: known.changed + 1,
          about: line.id,
        }));
        latest.current.onChange(line.id);
      });
      events.addEventListener("typing", (event) => {
        const { id, on } = data(event);
        writes(text(id), on === true);
      });
      events.addEventListener("gone", (event) => {
        const id = text(data(event).id);
        setState((known) => {
          const lines = new Map(known.lines);
          lines.delete(id);
          return { ...known, lines, changed: known.changed + 1, about: id };
        });
        latest.current.onGone(id);
      });
      events.addEventListener("signed-out", () => latest.current.signedOut());
      events.addEventListener("error", () => {
        setState((known) => ({ ...known, connected: false }));
        if (events.readyState !== EventSource.CLOSED) return;
        // Refused, by the server or by what stands before it: this reading tells when the session is over.
        void readAll();
        again = window.setTimeout(connect, AGAIN);
      });
    }
    connect();
    return () => {
      events.close();
      clearTimeout(again);
      for (const timer of ends.values()) clearTimeout(timer);
    };
  }, []);
  return state;
}
