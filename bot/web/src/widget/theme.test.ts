import { expect, test } from "vitest";
import { contrast, type Rgb } from "../kit/color";
import { accentOn, DARK, LIGHT, themeRules } from "./theme";

const ACCENTS: Rgb[] = [
  [180, 35, 90],
  [255, 215, 0],
  [0, 0, 0],
  [255, 255, 255],
  [0, 128, 128],
  [127, 127, 127],
];

test.each(ACCENTS.flatMap((accent) => [LIGHT, DARK].map((ground) => [accent, ground] as const)))(
  "%j reads on every ground of %j",
  (accent, ground) => {
    const [main, ink, pale] = accentOn(accent, ground);
    for (const behind of [ground[0], ground[1], pale])
      expect(contrast(main, behind)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink, main)).toBeGreaterThanOrEqual(4.5);
  },
);

test("the rule sets all three variables", () => {
  expect(themeRules([180, 35, 90]).match(/--gf-[a-z-]+/g)).toEqual([
    "--gf-accent",
    "--gf-on-accent",
    "--gf-pale",
  ]);
});
