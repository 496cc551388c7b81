import { describe, expect, test } from "vitest";
import { backoff } from "./backoff";
import { BLACK, contrast, inkOn, luminance, mix, parseRgb, readable, WHITE } from "./color";
import { fill, split } from "./fill";
import { Memory } from "./memory";
import { formatMoney } from "./money";
import { safeUrl } from "./safe-url";

describe("colour", () => {
  test("contrast as WCAG counts it", () => {
    expect(contrast(BLACK, WHITE)).toBeCloseTo(21, 5);
    expect(contrast(WHITE, WHITE)).toBe(1);
    expect(contrast([118, 118, 118], WHITE)).toBeCloseTo(4.54, 2);
    expect(luminance([255, 0, 0])).toBeCloseTo(0.2126, 4);
  });

  test("a colour that reads well stays as it is", () => {
    expect(readable([180, 35, 90], BLACK, [WHITE])).toEqual([180, 35, 90]);
  });

  test.each([
    [[255, 215, 0], BLACK, WHITE],
    [[20, 20, 60], WHITE, [27, 26, 31]],
  ])("%j is mixed until it reads, and not much further", (color, towards, ground) => {
    const ratio = contrast(readable(color, towards, [ground]), ground);
    expect(ratio).toBeGreaterThanOrEqual(4.5);
    expect(ratio).toBeLessThan(5);
  });

  test("ink is white where it can be", () => {
    expect(inkOn([180, 35, 90])).toBe(WHITE);
    expect(inkOn([255, 215, 0])).toBe(BLACK);
  });

  test("mixes and reads", () => {
    expect(mix(WHITE, BLACK, 0.5)).toEqual([128, 128, 128]);
    expect(parseRgb("rgb(1, 2, 3)")).toEqual([1, 2, 3]);
    expect(parseRgb("rgba(1, 2, 3, 0.5)")).toEqual([1, 2, 3]);
    expect(parseRgb("oklch(0.5 0.1 20)")).toBeNull();
  });
});

describe("addresses", () => {
  test.each([
    ["/go/p1", "https://shop.test/go/p1"],
    ["https://other.test/x", "https://other.test/x"],
    ["javascript:alert(1)", null],
    [" JavaScript:alert(1)", null],
    ["data:text/html,x", null],
    ["", null],
    [null, null],
    [7, null],
  ])("%j becomes %j", (value, expected) => {
    expect(safeUrl(value, "https://shop.test")).toBe(expected);
  });
});

describe("money", () => {
  test.each([
    ["34.90", "USD", "$34.90"],
    ["40.00", "USD", "$40.00"],
    ["1234.5", "EUR", "€1,234.50"],
    ["5", "??", "5 ??"],
  ])("%s %s is %s", (amount, currency, expected) => {
    expect(formatMoney({ amount, currency }, "en-US")).toBe(expected);
  });

  test("a round amount may go without cents", () => {
    expect(formatMoney({ amount: "40", currency: "USD" }, "en-US", "stripIfInteger")).toBe("$40");
  });
});

describe("texts", () => {
  test("numbers choose the form", () => {
    expect(fill("{n} gift fits|{n} gifts fit", { n: 1 })).toBe("1 gift fits");
    expect(fill("{n} gift fits|{n} gifts fit", { n: 0 })).toBe("0 gifts fit");
  });

  test("values are put in as they are", () => {
    expect(fill("Save {title}", { title: "$& {n}" })).toBe("Save $& {n}");
    expect(split("a|b")).toEqual(["a", "b"]);
  });
});

describe("memory", () => {
  test("keeps values in the storage, under its prefix", () => {
    new Memory(() => localStorage, "a:").set("x", { y: 1 });
    expect(new Memory(() => localStorage, "a:").get("x")).toEqual({ y: 1 });
    expect(new Memory(() => localStorage, "b:").get("x")).toBeNull();
  });

  test("a page without storage remembers as long as it lives", () => {
    const memory = new Memory(() => {
      throw new Error("denied");
    }, "a:");
    memory.set("x", 1);
    expect(memory.get("x")).toBe(1);
    expect(memory.get("y")).toBeNull();
  });

  test("a damaged value is none", () => {
    localStorage.setItem("a:bad", "{");
    expect(new Memory(() => localStorage, "a:").get("bad")).toBeNull();
  });
});

test("pauses double, up to half a minute, half of it by chance", () => {
  expect([0, 1, 2, 3].map((attempt) => backoff(attempt, () => 1))).toEqual([500, 1000, 2000, 4000]);
  expect(backoff(0, () => 0)).toBe(250);
  expect(backoff(50, () => 1)).toBe(30_000);
});
