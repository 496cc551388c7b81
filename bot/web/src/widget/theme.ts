import { contrast, inkOn, mix, type Rgb, readable, toCss } from "../kit/color";

export const DEFAULT_ACCENT: Rgb = [180, 35, 90];

/** Surface and soft surface, as in base.css: what the accent is written on. */
export const GROUNDS = {
  light: [
    [255, 255, 255],
    [244, 242, 240],
  ],
  dark: [
    [27, 26, 31],
    [42, 40, 47],
  ],
} satisfies Record<string, [Rgb, Rgb]>;

/** The accent as it can be read on every ground it stands on, 4.5:1 at least; what is written on it; its pale form. */
export function accentOn(accent: Rgb, [surface, soft]: [Rgb, Rgb]): { accent: Rgb; ink: Rgb; pale: Rgb } {
  const pale = mix(accent, surface, 0.12);
  const hardest = contrast(pale, surface) > contrast(soft, surface) ? pale : soft;
  const corrected = readable(accent, hardest);
  return { accent: corrected, ink: inkOn(corrected), pale };
}

/** The accent's colours as a rule for the host; a page's own `gift-finder { --gf-...: ... }` goes before it. */
export function themeRules(accent: Rgb): string {
  const light = accentOn(accent, GROUNDS.light);
  const dark = accentOn(accent, GROUNDS.dark);
  const variable = (name: string, part: keyof typeof light) =>
    `--gf-${name}:light-dark(${toCss(light[part])},${toCss(dark[part])});`;
  return `:host{${variable("accent", "accent")}${variable("on-accent", "ink")}${variable("pale", "pale")}}`;
}
