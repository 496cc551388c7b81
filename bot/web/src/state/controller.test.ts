import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Memory } from "../kit/memory";
import { Api } from "../transport/api";
import { Controller } from "./controller";

type Reply = { status?: number; body?: unknown } | Error;

/** A server of a few lines: answers by "METHOD path", and counts what it was asked. */
class FakeServer {
  calls: string[] = [];
  bodies: Record<string, unknown>[] = [];
  conversations = 0;
  answers: Record<string, Reply[]> = {};

  fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const call = `${init.method} ${String(input).replace(/^.*\/api/, "")}`;
    this.calls.push(call);
    if (init.body) this.bodies.push(JSON.parse(String(init.body)));
    if (call.endsWith("/events")) return new Response(new ReadableStream());
    const reply = this.answers[call]?.shift();
    if (reply instanceof Error) throw reply;
    if (reply) return new Response(JSON.stringify(reply.body ?? {}), { status: reply.status ?? 200 });
    if (call === "POST /conversations") {
      this.conversations++;
      return Response.json({ id: `c${this.conversations}`, token: "t" }, { status: 201 });
    }
    if (call.endsWith("/messages"))
      return Response.json({ seq: 1, replies: [botText(2, "Hello")], brief: {}, status: "bot" });
    return Response.json({});
  };

  count(part: string): number {
    return this.calls.filter((call) => call.includes(part)).length;
  }
}

function botText(seq: number, text: string) {
  return { type: "text", text, seq, role: "bot" };
}

let server: FakeServer;
let controllers: Controller[] = [];

function open(): Controller {
  let ids = 0;
  const memory = new Memory(() => localStorage, "test:");
  const api = new Api("https://shop.test", server.fetch as typeof fetch);
  const controller = new Controller(
    api,
    memory,
    () => undefined,
    () => `k${++ids}`,
  );
  controllers.push(controller);
  return controller;
}

function texts({ store }: Controller): string[] {
  return store.state.messages.map(({ content }) => content.text);
}

const settled = () => vi.waitFor(() => expect(controllers.at(-1)?.store.state.turns).toBe(0));

beforeEach(() => {
  localStorage.clear();
  server = new FakeServer();
});
afterEach(() => {
  for (const controller of controllers) controller.setVisible(false);
  controllers = [];
});

test("nothing is asked of the server before the shopper writes", async () => {
  const controller = open();
  await controller.start();
  controller.open(true);
  expect(server.calls).toEqual([]);
});

test("the first message makes the conversation, shows at once, and is answered", async () => {
  const controller = open();
  controller.send(" hello ");
  expect(controller.store.state.pending.map(({ text }) => text)).toEqual(["hello"]);
  await settled();
  expect(texts(controller)).toEqual(["hello", "Hello"]);
  expect(controller.store.state.pending).toEqual([]);
});

test("two messages at once share one conversation", async () => {
  const controller = open();
  controller.send("one");
  controller.send("two");
  await settled();
  expect(server.conversations).toBe(1);
});

test("a quick reply sends its payload and shows its title", async () => {
  const controller = open();
  controller.send("Dinosaurs", '/inform{"interests":"dinosaurs"}');
  await settled();
  expect(server.bodies.at(-1)).toEqual({ client_id: "k1", payload: '/inform{"interests":"dinosaurs"}' });
  expect(texts(controller)[0]).toBe("Dinosaurs");
});

test.each([
  [500, "failed"],
  [429, "failed"],
  [413, "refused"],
  [422, "refused"],
])("a %i leaves the message unsent: %s", async (status, failure) => {
  const controller = open();
  server.answers["POST /conversations/c1/messages"] = [{ status }];
  controller.send("hello");
  await settled();
  expect(controller.store.state.pending).toMatchObject([{ text: "hello", failure }]);
});

test("a message sent again keeps its client id", async () => {
  const controller = open();
  server.answers["POST /conversations/c1/messages"] = [new TypeError("no network")];
  controller.send("hello");
  await settled();
  expect(controller.store.state.pending).toMatchObject([{ failure: "offline" }]);
  controller.setOnline(true);
  await settled();
  expect(server.bodies.map((body) => body.client_id).filter(Boolean)).toEqual(["k1", "k1"]);
  expect(texts(controller)).toEqual(["hello", "Hello"]);
});

test.each([401, 403, 404])("a conversation gone (%i) is silently followed by a new one", async (status) => {
  const controller = open();
  server.answers["POST /conversations/c1/messages"] = [{ status }];
  controller.send("hello");
  await settled();
  expect(server.conversations).toBe(2);
  expect(texts(controller)).toEqual(["hello", "Hello"]);
});

test("the next page takes up the conversation", async () => {
  const first = open();
  first.send("hello");
  await settled();
  const history = {
    messages: [botText(1, "old"), botText(2, "older")],
    brief: { interests: ["mud"] },
    status: "agent",
  };
  server.answers["GET /conversations/c1"] = [{ body: history }];
  const second = open();
  await second.start();
  expect(texts(second)).toEqual(["old", "older"]);
  expect(second.store.state.brief.interests).toEqual(["mud"]);
  expect(second.store.state.status).toBe("agent");
});

test("a remembered conversation that is gone is forgotten", async () => {
  localStorage.setItem("test:session", '{"id":"c0","token":"t"}');
  server.answers["GET /conversations/c0"] = [{ status: 404 }];
  const controller = open();
  await controller.start();
  expect(localStorage.getItem("test:session")).toBe("null");
  expect(controller.store.state.messages).toEqual([]);
});

test("a message that did not get out is sent by the next page", async () => {
  const first = open();
  await first.start();
  server.answers["POST /conversations"] = [new TypeError("no network")];
  first.send("hello");
  await settled();
  const second = open();
  await second.start();
  await vi.waitFor(() => expect(texts(second)).toEqual(["hello", "Hello"]));
});

test("the brief changes at once, and back where the server can't", async () => {
  const controller = open();
  server.answers["PATCH /conversations/c1/brief"] = [{ status: 500 }];
  const edit = controller.editBrief({ relationship: "niece" });
  expect(controller.store.state.brief.relationship).toBe("niece");
  await edit;
  expect(controller.store.state.brief.relationship).toBeNull();
  expect(controller.store.state.notice).not.toBe("");
});

test("a heart fills at once, and empties where the server can't", async () => {
  const controller = open();
  server.answers["PUT /conversations/c1/wishlist/items/p1"] = [{ status: 404 }];
  const save = controller.wishlist.toggle("p1");
  expect(controller.store.state.saved).toEqual(["p1"]);
  await save;
  expect(controller.store.state.saved).toEqual([]);
  expect(server.conversations).toBe(1);
});

test("the list is shared and taken back", async () => {
  const controller = open();
  await controller.wishlist.toggle("p1");
  await controller.wishlist.load();
  server.answers["POST /conversations/c1/wishlist/share"] = [{ body: { url: "/w/x", token: "x" } }];
  await controller.wishlist.share();
  expect(controller.store.state.wishlist?.share).toEqual({ url: "https://shop.test/w/x", token: "x" });
  await controller.wishlist.unshare("x");
  expect(controller.store.state.wishlist?.share).toBeNull();
  expect(server.calls.at(-1)).toBe("DELETE /conversations/c1/wishlist/share/x");
});

test("starting over forgets the conversation and drops what comes from it late", async () => {
  const controller = open();
  controller.send("hello");
  controller.restart();
  await settled();
  await vi.waitFor(() => expect(server.count("/messages")).toBe(1));
  expect(controller.store.state.pending).toEqual([]);
});
