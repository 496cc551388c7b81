import { defineConfig } from "vitest/config";

// For the tests; scripts/build.mjs says how dist/ is made.
export default defineConfig({
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { Fragment, h } from "preact"',
  },
  define: { __PARTS__: "{}" },
  test: { environment: "happy-dom", css: true, include: ["src/**/*.test.{ts,tsx}"] },
});
