import { useEffect, useRef, useState } from "preact/hooks";
import { type Progress, parseProgress } from "./read";

/** How far the check of a release is, while one runs; `ended` is called once when it has. */
export function useCheck(
  release: string,
  running: boolean,
  ended: (progress: Progress) => void,
): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  const latest = useRef(ended);
  latest.current = ended;

  useEffect(() => {
    if (!running) return setProgress(null);
    // A stream that breaks is opened again by the browser itself; the state of the job stands on the server.
    const events = new EventSource(`/api/merchant/releases/${encodeURIComponent(release)}/check/events`);
    events.addEventListener("check", (event) => {
      let now: Progress;
      try {
        now = parseProgress(JSON.parse((event as MessageEvent<string>).data));
      } catch {
        return;
      }
      setProgress(now);
      if (now.state === "running") return;
      events.close();
      latest.current(now);
    });
    return () => events.close();
  }, [release, running]);

  return progress;
}
