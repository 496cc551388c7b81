import { useEffect, useRef, useState } from "preact/hooks";
import { record, text } from "../../kit/read";
import { type Line, parseLine, readInbox } from "../api";

export interface OfficeState {
  lines: Map<string, Line>;
  connected: boolean;
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

/** The inbox as it is now. The server's events say what changed; after a reconnection everything is read anew. */
export function useOffice(handlers: Handlers): OfficeState {
  const [state, setState] = useState<OfficeState>({
    lines: new Map(),
    connected: true,
    changed: 0,
    about: "",
  });
  const latest = useRef(handlers);
  latest.current = handlers;

  useEffect(() => {
    async function readAll() {
      try {
        const lanes = await Promise.all([readInbox("waiting"), readInbox("all"), readInbox("closed")]);
        const lines = new Map(lanes.flat().map((line) => [line.id, line]));
        setState((known) => ({ ...known, lines, changed: known.changed + 1, about: "" }));
      } catch (problem) {
        latest.current.onError(problem);
      }
    }
    const events = new EventSource("/api/agent/events");
    const data = (event: Event) => record(JSON.parse((event as MessageEvent<string>).data));
    events.addEventListener("ready", () => {
      setState((known) => ({ ...known, connected: true }));
      void readAll();
      latest.current.onChange("");
    });
    events.addEventListener("conversation", (event) => {
      const line = parseLine(data(event));
      setState((known) => ({
        ...known,
        lines: new Map(known.lines).set(line.id, line),
        changed: known.changed + 1,
        about: line.id,
      }));
      latest.current.onChange(line.id);
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
    events.addEventListener("error", () => setState((known) => ({ ...known, connected: false })));
    return () => events.close();
  }, []);
  return state;
}
