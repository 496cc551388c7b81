// For tests.
type Reply = { status?: number; body?: unknown } | Error;

/** A server of a few lines: answers by "METHOD path", and counts what it was asked. */
export class FakeServer {
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

export function botText(seq: number, text: string) {
  return { type: "text", text, seq, role: "bot" };
}
