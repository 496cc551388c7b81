import { useEffect, useState } from "preact/hooks";

/** Whether a media query is true now. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => setMatches(list.matches);
    changed();
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
  }, [query]);
  return matches;
}

/** Wide enough for two conversations and the panel beside them. */
export const TWO = "(min-width: 1240px)";
/** Wide enough for the panel to stand beside a conversation, not over it. */
export const BESIDE = "(min-width: 1100px)";
