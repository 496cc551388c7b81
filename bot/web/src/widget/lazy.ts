import { Component, createRef, h as element, Fragment as Fragments } from "preact";
import { locale } from "../kit/locale";
import { words } from "../locales/words";

/** The parts that were built beside the widget and their content hashes; written in by scripts/build.mjs. */
declare const __PARTS__: Record<string, string>;

// One Preact and one set of words for the widget and its parts: they draw into the same tree (see scripts/build.mjs).
(globalThis as Record<symbol, unknown>)[Symbol.for("giftfinder")] ??= {
  h: element,
  Fragment: Fragments,
  Component,
  createRef,
  locale,
  words,
};

const loading = new Map<string, Promise<unknown>>();

/** Whether there is such a part. */
export function hasPart(name: string): boolean {
  return Object.hasOwn(__PARTS__, name);
}

/** Loads a part from where the widget comes from: once, and anew after a failure (under a new address, for browsers that remember failures). */
export function loadPart<T>(base: string, name: string, attempt = 0): Promise<T> {
  const key = attempt ? `${name}&try=${attempt}` : name;
  let found = loading.get(key) as Promise<T> | undefined;
  if (!found) {
    found = import(
      /* @vite-ignore */ `${base}/widget/${name}.js?v=${__PARTS__[name]}${key.slice(name.length)}`
    );
    loading.set(key, found);
  }
  return found;
}
