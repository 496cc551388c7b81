import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Memory } from "../kit/memory";
import type { Card } from "../messages/types";
import { Api } from "../transport/api";
import { Controller } from "./controller";
import { botText, FakeServer } from "./fake-server";

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

test("of two looks at the list the later one counts, whichever answers first", async () => {
  const controller = open();
  await controller.wishlist.toggle("p1");
  const early = controller.wishlist.load();
  const late = controller.wishlist.load();
  await Promise.all([early, late]);
  const shown = controller.store.state.wishlist;
  const { api } = controller;
  let answer: (list: object) => void = () => {};
  vi.spyOn(api, "wishlist").mockImplementationOnce(
    () => new Promise((resolve) => (answer = resolve as never)),
  );
  const slow = controller.wishlist.load();
  await controller.wishlist.load();
  answer({ items: [], share: null });
  await slow;
  expect(controller.store.state.wishlist).toEqual(shown);
});

test("starting over keeps the wishlist, in the new conversation", async () => {
  const controller = open();
  await controller.wishlist.toggle("p1");
  await controller.wishlist.toggle("p2");
  await controller.restart();
  expect(controller.store.state.saved).toEqual(["p1", "p2"]);
  expect(controller.store.state.messages).toEqual([]);
  expect(server.calls.filter((call) => call.startsWith("PUT /conversations/c2"))).toEqual([
    "PUT /conversations/c2/wishlist/items/p1",
    "PUT /conversations/c2/wishlist/items/p2",
  ]);
});

const CARD = { id: "p1", title: "Dig kit" } as Card;
const OTHER = { id: "p2", title: "Atlas" } as Card;

test("a useful gift is said so, and taken back by a second press", async () => {
  const controller = open();
  await controller.feedback.useful(CARD);
  expect(controller.store.state.feedback).toEqual({ p1: "useful" });
  expect(server.bodies.at(-1)).toEqual({ verdict: "useful", reason: null });
  await controller.feedback.useful(CARD);
  expect(controller.store.state.feedback).toEqual({});
  expect(server.calls.at(-1)).toBe("DELETE /conversations/c1/feedback/p1");
});

test.each([
  [0, "too_expensive", "Not for us: Dig kit (too expensive)"],
  [3, "wrong_age", "Not for us: Dig kit (wrong age)"],
  [4, "other", "Not for us: Dig kit"],
])("not for us for reason %i goes to the shop as %s and to the bot in words", async (at, reason, said) => {
  const controller = open();
  await controller.feedback.notForUs(CARD, at);
  await settled();
  expect(controller.store.state.feedback).toEqual({ p1: "not_for_us" });
  expect(server.bodies).toContainEqual({ verdict: "not_for_us", reason });
  expect(texts(controller)).toContain(said);
});

test("a verdict that the server can't take is taken back", async () => {
  const controller = open();
  server.answers["PUT /conversations/c1/feedback/p1"] = [{ status: 500 }];
  await controller.feedback.useful(CARD);
  expect(controller.store.state.feedback).toEqual({});
  expect(controller.store.state.notice).not.toBe("");
});

test("two gifts are compared: the first waits for the second", async () => {
  const controller = open();
  controller.compare(CARD);
  expect(controller.store.state.comparing).toBe(CARD);
  expect(server.calls).toEqual([]);
  controller.compare(OTHER);
  expect(controller.store.state.comparing).toBeNull();
  await settled();
  expect(texts(controller)[0]).toBe("Compare Dig kit and Atlas");
});

test("erasing deletes the conversation, then what this browser keeps", async () => {
  const controller = open();
  controller.open(true);
  controller.send("hello");
  await settled();
  await controller.erase();
  expect(server.calls.at(-1)).toBe("DELETE /conversations/c1");
  expect(controller.store.state).toMatchObject({ open: true, messages: [], saved: [], feedback: {} });
  expect(Object.keys(localStorage).filter((key) => key.startsWith("test:"))).toEqual([]);
});

test("what the server could not delete stays here too", async () => {
  const controller = open();
  controller.send("hello");
  await settled();
  server.answers["DELETE /conversations/c1"] = [new TypeError("no network")];
  await controller.erase();
  expect(texts(controller)).toEqual(["hello", "Hello"]);
  expect(localStorage.getItem("test:session")).not.toBe("null");
});

test("the next page knows the recipients and the verdicts", async () => {
  localStorage.setItem("test:session", '{"id":"c0","token":"t"}');
  const recipients = [
    { id: 1, label: "niece", current: false },
    { id: 2, label: "dad", current: true },
    { id: "x", label: "nobody" },
  ];
  const feedback = { p1: "useful", p2: "not_for_us", p3: "strange" };
  server.answers["GET /conversations/c0"] = [{ body: { messages: [], recipients, feedback } }];
  const controller = open();
  await controller.start();
  expect(controller.store.state.recipients).toEqual(recipients.slice(0, 2));
  expect(controller.store.state.feedback).toEqual({ p1: "useful", p2: "not_for_us" });
  controller.switchTo(1, "niece");
  await settled();
  expect(server.bodies.at(-1)).toMatchObject({ payload: '/switch_recipient{"recipient":1}' });
});

test("who speaks is heard, the shopper and the history are not", async () => {
  const controller = open();
  controller.onHeard = vi.fn();
  controller.send("hello");
  await settled();
  expect(controller.onHeard).toHaveBeenCalledTimes(1);
});

test("the page that the shopper is on is told once, without its query", async () => {
  location.href = "https://merchant.test/kids?token=1#top";
  const controller = open();
  controller.send("one");
  await settled();
  controller.send("two");
  await settled();
  expect(server.count("/visits")).toBe(1);
  const told = server.bodies.find((body) => "url" in body);
  expect(told?.url).toBe("https://merchant.test/kids");
  expect(controller.id).toBe("c1");
});

test("people who have the conversation are told that the shopper writes, the bot is not", async () => {
  const controller = open();
  controller.send("hello");
  await settled();
  controller.write("a");
  expect(server.count("/typing")).toBe(0);
  controller.store.set({ status: "agent" });
  controller.write("ab");
  controller.write("abc");
  await vi.waitFor(() => expect(server.count("/typing")).toBe(1));
  expect(controller.store.state.draft).toBe("abc");
  // Sent: whoever writes on is told of again at once.
  controller.send("abc");
  controller.write("d");
  await vi.waitFor(() => expect(server.count("/typing")).toBe(2));
});
