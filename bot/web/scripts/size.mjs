// Fails when the widget outgrows what we promise a merchant's page: 25 kB over the wire for the first conversation.
// The parts load on first use; their sizes are said beside it, each with a limit of its own.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 25_000;
const PART_LIMIT = 15_000;
// Pages of our own load one script for a whole working day.
const PAGE_LIMIT = 60_000;
const PAGES = new Set(["agent.js", "merchant.js"]);
const dist = new URL("../dist/", import.meta.url);
for (const name of readdirSync(dist).sort()) {
  const limit = PAGES.has(name) ? PAGE_LIMIT : name === "widget.js" ? LIMIT : PART_LIMIT;
  const size = gzipSync(readFileSync(new URL(name, dist)), { level: 9 }).length;
  console.log(`${name}: ${size} bytes gzipped, limit ${limit}`);
  if (size > limit) {
    console.error(`${name} is ${size - limit} bytes over its limit`);
    process.exitCode = 1;
  }
}
