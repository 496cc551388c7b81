import { afterEach, describe, expect, test } from "vitest";
import { ENGLISH, speak } from "../locales/words";
import type { Message } from "../messages/types";
import { showsTime } from "./Bubble/Time";
import { matches, readHello } from "./hello";
import { readLocale, readOptions } from "./options";

afterEach(() => speak("en", ENGLISH));

describe("the merchant's hello", () => {
  test.each([
    ["/toys/robots", ["/toys/*"], true],
    ["/toys", ["/toys/*"], false],
    ["/gifts", ["/toys/*", "/gifts"], true],
    ["/gifts/more", ["/gifts"], false],
    ["/a.b", ["/a?b", "/axb"], false],
    ["/anything/at/all", ["*"], true],
    ["/anything", [], false],
  ])("%s on %j: %s", (path, pages, expected) => {
    expect(matches(path, pages)).toBe(expected);
  });

  test("is off without a text", () => {
    expect(readHello(null)).toBeNull();
    expect(readHello({ text: "", after: 5, pages: ["*"] })).toBeNull();
    expect(readHello({ text: "Hi" })).toEqual({ text: "Hi", after: 0, pages: ["*"] });
  });
});

describe("the language", () => {
  const visitor = ["en-GB", "en", "de-AT"];
  test.each([
    ["the page's wish first", { locale: "de" }, { locale: "ar" }, "de-AT"],
    ["then the store's", {}, { locale: "ar" }, "ar"],
    ["the visitor's own region of it", {}, { locale: "en" }, "en-GB"],
    ["unless the store names one", {}, { locale: "en-US" }, "en-US"],
    ["else English", {}, {}, "en-GB"],
  ])("%s", (_, data, config, expected) => {
    expect(readLocale(data as DOMStringMap, config, visitor)).toBe(expected);
  });
});

test("the season's theme is off where the page wants none", () => {
  const config = { theme: "christmas" };
  expect(readOptions({}, config).theme).toBe("christmas");
  expect(readOptions({ theme: "dark none" }, config).theme).toBe("");
});

test("the launcher stands where lines end, unless the page says where", () => {
  expect(readOptions({}, {}).side).toBe("right");
  speak("ar", ENGLISH);
  expect(readOptions({}, {}).side).toBe("left");
  expect(readOptions({ position: "right" }, {}).side).toBe("right");
});

test("a time stands at the end of what one speaker said, once a minute", () => {
  const at = (role: Message["role"], time: string) => ({ role, at: `2026-11-22T${time}Z` }) as Message;
  const log = [
    at("shopper", "10:00:01"),
    at("bot", "10:00:05"),
    at("bot", "10:00:06"),
    at("shopper", "10:03:00"),
    at("system", "10:03:30"),
    at("bot", "10:09:00"),
  ];
  expect(log.map((_, index) => showsTime(log, index))).toEqual([false, false, true, false, false, true]);
});
