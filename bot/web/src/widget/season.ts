import { loadPart } from "./lazy";
import type { ArtShape } from "./ui";

/** A season's thin layer over the merchant's look. */
export interface Season {
  accent: string;
  art: ArtShape[];
}

/** The part `theme`. */
export interface SeasonModule {
  seasons: Record<string, Season>;
}

/** The season of this name; null where it is not known or can't be had: then the widget looks as ever. */
export async function loadSeason(base: string, name: string): Promise<Season | null> {
  try {
    const { seasons } = await loadPart<SeasonModule>(base, "theme");
    return seasons[name] ?? null;
  } catch {
    return null;
  }
}
