/** sRGB, each channel 0-255. */
export type Rgb = readonly number[];

export const WHITE: Rgb = [255, 255, 255];
export const BLACK: Rgb = [0, 0, 0];

/** Reads a computed colour, `rgb(1, 2, 3)`, which is how browsers write every sRGB colour; null for anything else. */
export function parseRgb(text: string): Rgb | null {
  const channels = text.startsWith("rgb") && text.match(/[\d.]+/g);
  return channels ? channels.slice(0, 3).map(Number) : null;
}

export function toCss(color: Rgb): string {
  return `rgb(${color})`;
}

/** `share` of `a`, the rest of `b`. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return a.map((channel, index) => Math.round(channel * share + (b[index] ?? 0) * (1 - share)));
}

/** Relative luminance, WCAG 2.2. */
export function luminance(color: Rgb): number {
  const weights = [0.2126, 0.7152, 0.0722];
  return color.reduce((sum, channel, index) => {
    const part = channel / 255;
    return sum + (weights[index] ?? 0) * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
}

/** Contrast ratio, 1 to 21, WCAG 2.2. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The colour nearest to `color` that reads on all `grounds`, 4.5:1 at least: mixed with `towards`, black or white. */
export function readable(color: Rgb, towards: Rgb, grounds: Rgb[]): Rgb {
  for (let share = 1; share > 0; share -= 0.02) {
    const candidate = mix(color, towards, share);
    if (grounds.every((ground) => contrast(candidate, ground) >= 4.5)) return candidate;
  }
  return towards;
}

/** White, or black where white can't be read on `ground`. */
export function inkOn(ground: Rgb): Rgb {
  return contrast(WHITE, ground) >= 4.5 ? WHITE : BLACK;
}
