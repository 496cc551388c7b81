import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Catalog } from "./Catalog";
import { draftOf, mappingOf, missing } from "./mapping";
import { progressLine, shownSize, shownTime } from "./read";

const COLUMNS = ["Nr", "Was", "Preis", "Seite"];
const READY = {
  id: "i1",
  name: "gifts <b>.csv",
  size: 1400,
  source: "upload",
  created_at: "2026-11-23T09:00:00Z",
  actor: "mira@shop.example",
  state: "ready",
};
const DONE = {
  ...READY,
  state: "done",
  report: {
    read: 3,
    added: 1,
    changed: 0,
    unchanged: 1,
    gone: 0,
    refused_items: 1,
    refused: [{ line: 3, field: "price", value: "much", reason: "no price" }],
    warnings: [],
    refused_count: 70,
    warning_count: 0,
  },
  release: { id: "r7", serving: false, held: ["9 of 20 requests lost all results"] },
};
const PREVIEW = {
  format: "google-csv",
  format_name: "Google Merchant CSV or TSV",
  columns: ["id"],
  rows: [{ id: "k1" }],
  products: [{ id: "k1", title: "Kite", price: { amount: "19.00", currency: "USD" } }],
  problems: [],
  problem: "",
};
const FOREIGN = {
  ...PREVIEW,
  format: null,
  format_name: "",
  columns: COLUMNS,
  products: [],
  problem: "It is none.",
  draft: { columns: { id: "Nr", title: "", price: "" } },
};

class Events extends EventTarget {
  static all: Events[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
    Events.all.push(this);
  }
  close() {
    this.closed = true;
  }
  tell(name: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

let imports: unknown[] = [];
let preview: unknown = PREVIEW;
let calls: { method: string; path: string; body: unknown }[] = [];
let answers: Record<string, { status: number; body: unknown }> = {};
const root = () => document.querySelector("#root") as HTMLElement;
const button = (name: string) =>
  [...root().querySelectorAll("button")].find((one) => one.textContent?.includes(name)) as HTMLButtonElement;
const settle = () => act(async () => void (await new Promise((done) => setTimeout(done))));

async function press(name: string) {
  await act(async () => button(name).click());
  await settle();
}

beforeEach(async () => {
  document.body.innerHTML = '<div id="root"></div>';
  Events.all = [];
  calls = [];
  answers = {};
  imports = [READY];
  preview = PREVIEW;
  vi.stubGlobal("EventSource", Events);
  vi.stubGlobal("fetch", async (url: string, options: RequestInit) => {
    const path = url.replace("/api/merchant", "");
    const method = options.method ?? "GET";
    calls.push({ method, path, body: options.body ? JSON.parse(String(options.body)) : undefined });
    const answer = answers[`${method} ${path}`];
    if (answer) return new Response(JSON.stringify(answer.body), { status: answer.status });
    const body = path.endsWith("/preview")
      ? preview
      : path === "/imports"
        ? {
            imports,
            busy: false,
            address: null,
            formats: [{ slug: "google-csv", name: "Google Merchant CSV or TSV" }],
            fields: ["id", "title", "price", "link"],
            needed: ["id", "title", "price", "link"],
            mappings: {},
            upload_max_bytes: 2000,
          }
        : path === "/train"
          ? { state: "never" }
          : { ...READY, state: "running" };
    return new Response(JSON.stringify(body), { status: 200 });
  });
});
afterEach(async () => {
  await act(async () => render(null, root()));
  vi.unstubAllGlobals();
});

async function open() {
  await act(async () => render(<Catalog />, root()));
  await settle();
}

describe("an import", () => {
  it("is looked at, started, followed and reported", async () => {
    await open();
    expect(root().querySelector("b")?.textContent).toContain("gifts <b>.csv");
    await press("gifts <b>.csv");
    expect(root().textContent).toContain("Kite");
    expect(root().querySelector('[aria-current="step"]')?.textContent).toBe("Preview");
    await press("Import");
    const run = calls.find(({ path }) => path === "/imports/i1/run");
    expect(run).toEqual({ method: "POST", path: "/imports/i1/run", body: {} });
    expect(Events.all[0]?.url).toBe("/api/merchant/imports/i1/events");
    const progress = { stage: "embed", done: 300, total: 1200, per_second: 60, seconds_left: 15 };
    await act(async () => Events.all[0]?.tell("import", { ...READY, state: "running", progress }));
    expect(root().querySelector("progress")?.value).toBeCloseTo(0.25);
    expect(root().textContent).toContain("300 of 1,200, 60 a second, about 15 s left");
    await act(async () => Events.all[0]?.tell("import", DONE));
    await settle();
    expect(Events.all[0]?.closed).toBe(true);
    expect(root().textContent).toContain("9 of 20 requests lost all results");
    expect(root().textContent).toContain("1 of 70");
    const links = [...root().querySelectorAll("a")].map((link) => link.getAttribute("href"));
    expect(links).toContain("#/releases");
    expect(links).toContain("/api/merchant/imports/i1/report.csv");
  });

  it("that runs is followed again when the page is opened again", async () => {
    imports = [{ ...READY, state: "running", progress: { stage: "read", done: 50, total: null } }];
    await open();
    await press("gifts <b>.csv");
    expect(Events.all).toHaveLength(1);
    expect(root().querySelector('[aria-current="step"]')?.textContent).toBe("Import");
    await press("Stop");
    expect(calls.at(-1)?.path).toBe("/imports/i1/stop");
  });

  it("of a kind of its own is mapped, and only when all that is needed is said", async () => {
    preview = FOREIGN;
    await open();
    await press("gifts <b>.csv");
    expect(root().querySelector(".catalog section [role=alert]")?.textContent).toContain("It is none.");
    expect(button("Preview with these columns").disabled).toBe(true);
    for (const [field, column] of [
      ["title", "Was"],
      ["price", "Preis"],
    ]) {
      const select = root().querySelector(`select[aria-label="Column: ${field}"]`) as HTMLSelectElement;
      await act(async () => {
        select.value = column as string;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    const link = root().querySelector('input[aria-label$=": link"]') as HTMLInputElement;
    await act(async () => {
      link.value = "https://shop.example/{Nr}";
      link.dispatchEvent(new Event("input", { bubbles: true }));
    });
    expect(button("Preview with these columns").disabled).toBe(false);
    const form = root().querySelector("form");
    await act(async () => void form?.dispatchEvent(new Event("submit", { cancelable: true })));
    await settle();
    expect(calls.at(-1)?.body).toEqual({
      format: "mapped-csv",
      mapping: {
        columns: { id: "Nr", title: "Was", price: "Preis" },
        templates: { link: "https://shop.example/{Nr}" },
      },
    });
  });

  it("tells what the server says when it can't be started", async () => {
    answers["POST /imports/i1/run"] = { status: 409, body: { detail: "busy" } };
    await open();
    await press("gifts <b>.csv");
    await press("Import");
    expect(root().textContent).toContain("Something else is running");
    expect(button("Import").disabled).toBe(false);
  });
});

describe("the training", () => {
  it("is started, followed, and says what became of it", async () => {
    answers["POST /train"] = {
      status: 202,
      body: { state: "running", progress: { stage: "words", done: 0 } },
    };
    await open();
    await press("Train on this catalog");
    const events = Events.all.find(({ url }) => url === "/api/merchant/train/events");
    await act(async () =>
      events?.tell("train", {
        state: "done",
        words: { brand: 12, category: 0, material: 3 },
        release: { id: "r9", serving: true, held: [] },
      }),
    );
    expect(root().textContent).toContain("New words: 12 brands, 3 materials.");
    expect(root().textContent).toContain("It serves now: see the release r9");
  });
});

describe("a mapping's form", () => {
  const kept = {
    columns: { id: "Nr", description: ["Kurz", "Lang"], title: "Was", price: "Preis" },
    values: { brand: "Own" },
    templates: { link: "https://x.example/{Nr}" },
    words: { availability: { ja: "in_stock" } },
    currency: "EUR",
    decimal: ",",
  };
  it("gives back what it was given", () => {
    expect(mappingOf(draftOf(kept))).toEqual(kept);
  });
  it("knows what is missing", () => {
    expect(missing(draftOf({ columns: { id: "Nr" } }), ["id", "title", "link"])).toEqual(["title", "link"]);
    expect(missing(draftOf(kept), ["id", "title", "price", "link"])).toEqual([]);
  });
});

it("numbers are said as people say them", () => {
  expect([shownSize(7), shownSize(1400), shownSize(512 << 20)]).toEqual(["7 bytes", "1.4 kB", "536.9 MB"]);
  expect([shownTime(0.2), shownTime(59), shownTime(180), shownTime(5400)]).toEqual([
    "1 s",
    "59 s",
    "3 min",
    "1.5 h",
  ]);
  expect(progressLine({ stage: "read", done: 50, total: null, perSecond: null, secondsLeft: null })).toBe(
    "50",
  );
});
