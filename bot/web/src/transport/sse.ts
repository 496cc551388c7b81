/** A field of an event is "" where the event does not have it. */
export interface ServerEvent {
  event: string;
  data: string;
  id: string;
}

/** Server-sent events out of chunks of text cut anywhere. Lines end in LF or CRLF; our server never ends them in CR. */
export class SseParser {
  #rest = "";

  push(chunk: string): ServerEvent[] {
    const blocks = (this.#rest + chunk).split(/\r?\n\r?\n/);
    this.#rest = blocks.pop() ?? "";
    return blocks.map(readBlock).filter((event) => event.data);
  }
}

function readBlock(block: string): ServerEvent {
  const fields: Record<string, string[]> = {};
  for (const [, name = "", value = ""] of block.matchAll(/^(\w+): ?(.*?)\r?$/gm))
    fields[name] = [...(fields[name] ?? []), value];
  const { event = [], data = [], id = [] } = fields;
  return { event: event.join(), data: data.join("\n"), id: id.join() };
}
