import { expect, test } from "vitest";
import { contrast, type Rgb } from "../kit/color";
import { accentOn, DARK, LIGHT } from "../widget/theme";
import { seasons } from "./main";

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}

const NAMES =
  "christmas hanukkah diwali eid lunar_new_year valentines mothers_day fathers_day easter halloween";

test("every season that the shop knows has a look", () => {
  expect(Object.keys(seasons).sort()).toEqual(NAMES.split(" ").sort());
});

test.each(Object.entries(seasons))("%s reads in light and dark, and is drawn on its grid", (_, season) => {
  for (const ground of [LIGHT, DARK]) {
    const [accent, ink, pale] = accentOn(rgb(season.accent), ground);
    for (const behind of [ground[0], ground[1], pale])
      expect(contrast(accent, behind)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(ink, accent)).toBeGreaterThanOrEqual(4.5);
  }
  // In light the accent stands as it is: none needs correcting there.
  expect(accentOn(rgb(season.accent), LIGHT)[0]).toEqual(rgb(season.accent));
  expect(season.art.length).toBeGreaterThan(1);
  for (const [path] of season.art) expect(path).toMatch(/^[Mm][\d\s.,a-zA-Z-]+$/);
});
