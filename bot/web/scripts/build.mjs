// Builds dist/: the parts that load on first use, each an ES module, then widget.js, one classic script that knows
// the parts' content hashes. `src/<name>/main.ts[x]` (see PARTS) and `src/locales/<tag>.ts` become parts.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
// Written beside, then swapped: whoever serves dist/ meanwhile has a whole one.
const dist = `${root}node_modules/.dist-${process.pid}/`;

/** Parts drawn with the widget's own Preact and words; the quiz brings its own, being mounted apart. */
const PARTS = ["compare", "extras", "later", "quiz", "rating", "theme"];
const APART = new Set(["quiz"]);
/** Scripts of our own pages. */
const PAGES = ["agent", "merchant"];

/** What is one and the same in the widget and its parts; src/widget/lazy.ts puts it there. */
const SHARED = {
  preact: "h, Fragment, Component, createRef",
  "kit/locale": "locale",
  "locales/words": "words",
};

/** The quiz shares the language only: it draws with a Preact of its own. */
function shared(name) {
  const { preact: _, ...language } = SHARED;
  const names = APART.has(name) ? language : SHARED;
  return {
    name: "shared-with-the-widget",
    enforce: "pre",
    resolveId: (source) => (source === "preact" && names.preact ? "\0shared:preact" : null),
    load(id) {
      const file = id.replace("\0shared:", "").replace(/^.*\/src\/|\.ts$/g, "");
      return names[file] && `export const { ${names[file]} } = globalThis[Symbol.for("giftfinder")];`;
    },
  };
}

async function bundle(entry, name, { format = "es", define = {}, plugins = [], preserve = true } = {}) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins,
    define: { "process.env.NODE_ENV": '"production"', ...define },
    // The classic transform is 300 bytes smaller than the automatic one: it needs no second function to make a node.
    oxc: {
      jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
      jsxInject: 'import { Fragment, h } from "preact"',
    },
    build: {
      target: "es2022",
      // Without this, logical properties, :dir() and light-dark() are spelt out for browsers of 2021: three kilobytes more.
      cssTarget: ["chrome123", "firefox121", "safari17.5"],
      minify: "terser", // half a kilobyte smaller than the built-in minifier
      terserOptions: { ecma: 2020, toplevel: true, module: preserve, compress: { passes: 3 } },
      outDir: dist,
      emptyOutDir: false,
      lib: { entry, formats: [format], name: "GiftfinderWidget", fileName: () => `${name}.js` },
      reportCompressedSize: false,
    },
  });
}

function entryOf(part) {
  return ["tsx", "ts"].map((kind) => `${root}src/${part}/main.${kind}`).find((path) => existsSync(path));
}

const locales = readdirSync(`${root}src/locales`)
  .map((file) => file.match(/^([a-z]{2}(?:-[A-Z]{2})?)\.ts$/)?.[1])
  .filter((tag) => tag && tag !== "en");
const entries = [
  ...PARTS.map((part) => [part, entryOf(part)]),
  ...locales.map((tag) => [`locale-${tag}`, `${root}src/locales/${tag}.ts`]),
].filter(([, entry]) => entry);

const hashes = {};
for (const [name, entry] of entries) {
  await bundle(entry, name, { plugins: [shared(name)] });
  hashes[name] = createHash("sha256")
    .update(readFileSync(`${dist}${name}.js`))
    .digest("hex")
    .slice(0, 10);
}
for (const name of PAGES) await bundle(entryOf(name), name);
await bundle(`${root}src/widget/main.ts`, "widget", {
  format: "iife",
  preserve: false,
  define: { __PARTS__: JSON.stringify(hashes) },
});
rmSync(`${root}dist`, { recursive: true, force: true });
renameSync(dist, `${root}dist`);
