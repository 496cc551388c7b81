import { BLACK, inkOn, mix, type Rgb, readable, toCss, WHITE } from "../kit/color";

export const DEFAULT_ACCENT: Rgb = [180, 35, 90];

/** Surface and soft surface, as in base.css, and the way to more contrast with them. */
export const LIGHT = [WHITE, [244, 242, 240], BLACK] as const;
export const DARK = [[27, 26, 31], [42, 40, 47], WHITE] as const;

type Ground = typeof LIGHT | typeof DARK;

/** The accent as it can be read on every ground it stands on, what is written on it, and its pale form. */
export function accentOn(accent: Rgb, [surface, soft, towards]: Ground): [accent: Rgb, ink: Rgb, pale: Rgb] {
  const pale = mix(accent, surface, 0.12);
  const corrected = readable(accent, towards, [surface, soft, pale]);
  return [corrected, inkOn(corrected), pale];
}

/** The accent's colours as a rule for the host; a page's own `gift-finder { --gf-...: ... }` goes before it. */
export function themeRules(accent: Rgb): string {
  const dark = accentOn(accent, DARK);
  const [main, ink, pale] = accentOn(accent, LIGHT).map(
    (color, index) => `light-dark(${toCss(color)},${toCss(dark[index] as Rgb)})`,
  );
  return `:host{--gf-accent:${main};--gf-on-accent:${ink};--gf-pale:${pale}}`;
}
