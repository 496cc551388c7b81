import { useEffect, useState } from "preact/hooks";
import { type Line, readInbox } from "../api";

const PAUSE = 250;

interface Found {
  lines: Line[];
  busy: boolean;
}

/** The conversations, open and closed, that have a text in their messages or their id; asked for when typing pauses. */
export function useFound(search: string, changed: number): Found {
  const wanted = search.trim();
  const [found, setFound] = useState<Found & { for: string }>({ lines: [], busy: false, for: "" });
  useEffect(() => {
    if (!wanted) return;
    let current = true;
    const timer = setTimeout(
      () =>
        void readInbox("any", wanted).then(
          (lines) => current && setFound({ lines, busy: false, for: wanted }),
          () => current && setFound({ lines: [], busy: false, for: wanted }),
        ),
      PAUSE,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, changed]);
  return { lines: found.for === wanted ? found.lines : [], busy: found.for !== wanted };
}
