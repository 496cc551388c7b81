import { describe, expect, test } from "vitest";
import { parseBrief } from "../state/brief";
import { chips } from "../widget/BriefBar/words";
import { readField, readList, readRange, writeField } from "./edit";

const BRIEF = parseBrief({
  relationship: "niece",
  age: { min: 8, max: 8 },
  interests: ["dinosaurs", "drawing"],
  exclude: ["plastic"],
  budget: { min: null, max: 40, currency: "USD" },
});

describe("ranges", () => {
  test.each([
    ["8", "age", { min: 8, max: 8 }],
    ["6-9", "age", { min: 6, max: 9 }],
    ["6–9 years", "age", { min: 6, max: 9 }],
    ["9 to 6", "age", { min: 6, max: 9 }],
    ["7.5", "age", { min: 7, max: 7 }],
    ["65+", "age", { min: 65, max: null }],
    ["40", "budget", { min: null, max: 40 }],
    ["up to $1,000", "budget", { min: null, max: 1000 }],
    ["20-60", "budget", { min: 20, max: 60 }],
    ["12,50", "budget", { min: null, max: 12.5 }],
    ["$100+", "budget", { min: 100, max: null }],
    ["any price", "budget", null],
    ["", "age", null],
  ] as const)("%j as %s", (text, field, expected) => {
    expect(readRange(text, field)).toEqual(expected);
  });
});

test("lists are trimmed, each label once", () => {
  expect(readList(" mud, dinosaurs ,, mud")).toEqual(["mud", "dinosaurs"]);
});

test("a field is written for editing and read back to the same", () => {
  for (const field of ["relationship", "age", "interests", "exclude", "budget", "occasion"] as const)
    expect(readField(field, writeField(BRIEF, field), "USD")).toEqual({ [field]: BRIEF[field] });
});

test.each([
  ["age", "teenager"],
  ["budget", "banana"],
] as const)("%s %j can't be read, which is not the same as empty", (field, text) => {
  expect(readField(field, text, "USD")).toBeNull();
  expect(readField(field, " ", "USD")).toEqual({ [field]: null });
});

test("any price is a budget", () => {
  expect(readField("budget", "any price", "USD")).toEqual({ budget: null });
});

test("chips say the brief, and dropping one leaves the others", () => {
  const all = chips(BRIEF);
  expect(all.map(({ label }) => label)).toEqual([
    "niece",
    "8 years",
    "dinosaurs",
    "drawing",
    "no plastic",
    "up to $40",
  ]);
  expect(all[2]?.drop).toEqual({ interests: ["drawing"] });
  expect(all[4]?.drop).toEqual({ exclude: [] });
  expect(all[5]?.drop).toEqual({ budget: null });
});
