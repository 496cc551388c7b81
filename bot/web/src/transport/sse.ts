export interface ServerEvent {
  type: string;
  data: string;
  id: string | null;
}

/** Server-sent events out of chunks of text cut anywhere (WHATWG HTML, section 9.2.6). */
export class SseParser {
  #rest = "";
  #data: string[] = [];
  #type = "";
  #id: string | null = null;

  push(chunk: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    const text = this.#rest + chunk;
    // A carriage return at the very end may be half of a CRLF: it waits for the next chunk.
    const held = text.endsWith("\r") ? 1 : 0;
    const lines = text.slice(0, text.length - held).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? "") + text.slice(text.length - held);
    for (const line of lines) {
      const event = this.#line(line);
      if (event) events.push(event);
    }
    return events;
  }

  #line(line: string): ServerEvent | null {
    if (line === "") return this.#flush();
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    else if (field === "id") this.#id = value;
    return null;
  }

  #flush(): ServerEvent | null {
    const event = this.#data.length
      ? { type: this.#type || "message", data: this.#data.join("\n"), id: this.#id }
      : null;
    this.#data = [];
    this.#type = "";
    this.#id = null;
    return event;
  }
}
