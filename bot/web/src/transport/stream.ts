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
  #abort: AbortController | null = null;
  #wake: (() => void) | null = null;

  constructor(private readonly options: StreamOptions) {}

  start(): void {
    if (this.#abort) return;
    this.#abort = new AbortController();
    void this.#run(this.#abort.signal);
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#wake?.();
  }

  /** Tries again now, without the rest of the pause (the network is back). */
  hurry(): void {
    this.#wake?.();
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const response = await this.options.connect(signal);
        await this.#read(response, signal, () => {
          attempt = -1;
        });
      } catch (error) {
        if (error instanceof GoneError && !signal.aborted) {
          this.#abort = null;
          this.options.onGone();
          return;
        }
      }
      if (signal.aborted) return;
      this.options.onLive(false);
      await this.#pause(backoff(Math.max(0, attempt)));
    }
  }

  async #read(response: Response, signal: AbortSignal, onData: () => void): Promise<void> {
    const reader = response.body?.getReader();
    if (!reader) return;
    const decoder = new TextDecoder();
    const parser = new SseParser();
    this.options.onLive(true);
    try {
      while (!signal.aborted) {
        const { done, value } = await withinSilence(reader.read());
        if (done || signal.aborted) return;
        onData();
        for (const event of parser.push(decoder.decode(value, { stream: true }))) this.options.onEvent(event);
      }
    } finally {
      reader.cancel().catch(() => undefined);
    }
  }

  #pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
}

function withinSilence<T>(read: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("silent stream")), SILENCE_MS);
    read.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
