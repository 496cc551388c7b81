// Fails when the widget outgrows what we promise a merchant's page: 20 kB over the wire.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 20_000;
const file = new URL("../dist/widget.js", import.meta.url);
const size = gzipSync(readFileSync(file), { level: 9 }).length;
console.log(`widget.js: ${size} bytes gzipped, limit ${LIMIT}`);
if (size > LIMIT) {
  console.error(`widget.js is ${size - LIMIT} bytes over its limit`);
  process.exit(1);
}
