import { backoff } from "../kit/backoff";
import { GoneError } from "./errors";
import { type ServerEvent, SseParser } from "./sse";

/** The server sends a heartbeat every 15 s; three missed ones mean a dead line that nobody told us of. */
const SILENCE_MS = 45_000;

export interface StreamOptions {
  /** Opens the stream; throws GoneError when there is no such conversation any more. */
  connect(signal: AbortSignal): Promise<Response>;
  onEvent(event: ServerEvent): void;
  onLive(live: boolean): void;
  onGone(): void;
}

/** Keeps one event stream open: reads it, notices silence, reconnects with growing pauses. */
export class EventStream {
  /** Ends the run under way, if there is one. */
  #stop: (() => void) | null = null;
  #wake: (() => void) | null = null;

  constructor(private readonly options: StreamOptions) {}

  start(): void {
    if (!this.#stop) void this.#run();
  }

  stop(): void {
    this.#stop?.();
    this.#stop = null;
    this.hurry();
  }

  /** Tries again now, without the rest of the pause (the network is back). */
  hurry(): void {
    this.#wake?.();
  }

  async #run(): Promise<void> {
    const { connect, onEvent, onLive, onGone } = this.options;
    let stopped = false;
    let abort = new AbortController();
    this.#stop = () => {
      stopped = true;
      abort.abort();
    };
    for (let attempt = 0; !stopped; attempt++) {
      let silence = setTimeout(() => abort.abort(), SILENCE_MS);
      try {
        const response = await connect(abort.signal);
        const reader = (response.body as ReadableStream<Uint8Array>).getReader();
        const decoder = new TextDecoder();
        const parser = new SseParser();
        onLive(true);
        for (let part = await reader.read(); !part.done && !stopped; part = await reader.read()) {
          attempt = -1;
          clearTimeout(silence);
          silence = setTimeout(() => abort.abort(), SILENCE_MS);
          for (const event of parser.push(decoder.decode(part.value, { stream: true }))) onEvent(event);
        }
      } catch (error) {
        if (error instanceof GoneError && !stopped) {
          stopped = true;
          this.#stop = null;
          onGone();
        }
      }
      clearTimeout(silence);
      if (stopped) return;
      onLive(false);
      abort = new AbortController();
      await this.#pause(backoff(Math.max(0, attempt)));
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, ms);
    });
  }
}
