import { expect, test, vi } from "vitest";
import { Api } from "./api";
import { ApiError, GoneError } from "./errors";

const SESSION = { id: "c/1", token: "secret" };

function answering(status: number, body = "{}") {
  const fetcher = vi.fn(async (_url: unknown, _init?: RequestInit) => new Response(body || null, { status }));
  return { fetcher, api: new Api("https://shop.test", fetcher as typeof fetch) };
}

function sent(fetcher: ReturnType<typeof answering>["fetcher"]) {
  const [url, init] = fetcher.mock.calls[0] ?? [];
  return { url, init: init as RequestInit & { headers: Record<string, string> } };
}

test("a message goes to its conversation with the token in the header", async () => {
  const { api, fetcher } = answering(200, '{"seq":3}');
  expect(await api.send(SESSION, { client_id: "k", text: "hello" })).toEqual({ seq: 3 });
  const { url, init } = sent(fetcher);
  expect(url).toBe("https://shop.test/api/conversations/c%2F1/messages");
  expect(init.method).toBe("POST");
  expect(init.headers.Authorization).toBe("Bearer secret");
  expect(init.keepalive).toBe(true);
  expect(JSON.parse(String(init.body))).toEqual({ client_id: "k", text: "hello" });
});

test("a new conversation is asked for without a token", async () => {
  const { api, fetcher } = answering(201, '{"id":"c","token":"t"}');
  expect(await api.create()).toEqual({ id: "c", token: "t" });
  expect(sent(fetcher).init.headers.Authorization).toBeUndefined();
});

test("the stream resumes after the last seq", async () => {
  const { api, fetcher } = answering(200);
  await api.events(SESSION, 41, new AbortController().signal);
  expect(sent(fetcher).init.headers["Last-Event-ID"]).toBe("41");
});

test("an empty answer is fine", async () => {
  const { api } = answering(200, "");
  expect(await api.setSaved(SESSION, "p1", true)).toEqual({});
});

test.each([401, 403, 404])("%i to a message means that the conversation is gone", async (status) => {
  await expect(answering(status).api.send(SESSION, { client_id: "k" })).rejects.toBeInstanceOf(GoneError);
});

test("404 to a wishlist item means only that product", async () => {
  const failure = answering(404).api.setSaved(SESSION, "p1", true);
  await expect(failure).rejects.toBeInstanceOf(ApiError);
  await expect(failure).rejects.not.toBeInstanceOf(GoneError);
});

test("other errors keep their status", async () => {
  await expect(answering(429).api.create()).rejects.toMatchObject({ status: 429 });
});
