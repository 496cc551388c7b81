import { defineConfig } from "vitest/config";

// One classic script: everything (styles included) goes into widget.js, so that a page needs a single tag.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "dist",
    lib: {
      entry: "src/widget/main.ts",
      formats: ["iife"],
      name: "GiftfinderWidget",
      fileName: () => "widget.js",
    },
    reportCompressedSize: false,
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
