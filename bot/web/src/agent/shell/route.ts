import { useEffect, useState } from "preact/hooks";

/** Where the console is: a section, and what stands behind it in the address ("#/conversations/mine/<id>"). */
export interface Place {
  section: string;
  path: string;
}

export function placeOf(hash: string): Place {
  const [section = "", ...rest] = hash.replace(/^#?\/?/, "").split("/");
  return { section: section || "conversations", path: rest.map(decoded).join("/") };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

export function hashOf(section: string, path = ""): string {
  const parts = [section, ...path.split("/").filter(Boolean)].map(encodeURIComponent);
  return `#/${parts.join("/")}`;
}

/** The place in the address, and how to go to another. `replace` leaves no step to go back to. */
export function usePlace(): [Place, (section: string, path?: string, replace?: boolean) => void] {
  const [place, setPlace] = useState(placeOf(location.hash));
  useEffect(() => {
    const moved = () => setPlace(placeOf(location.hash));
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  function go(section: string, path = "", replace = false) {
    const hash = hashOf(section, path);
    if (hash === location.hash) return;
    if (replace) history.replaceState(null, "", hash);
    else history.pushState(null, "", hash);
    setPlace(placeOf(hash));
  }
  return [place, go];
}
