const PREFIX = "giftfinder-desk-draft:";

/** What an agent has begun to write, by conversation: kept while tabs change and over a reload of the page. */
export class Drafts {
  readonly #boxes = new Map<string, (text: string) => void>();

  get(id: string): string {
    return sessionStorage.getItem(PREFIX + id) ?? "";
  }

  set(id: string, text: string): void {
    if (text) sessionStorage.setItem(PREFIX + id, text);
    else sessionStorage.removeItem(PREFIX + id);
  }

  /** Puts text where the caret of the conversation's box is; at the end where no box is open. */
  insert(id: string, text: string): void {
    const box = this.#boxes.get(id);
    if (box) box(text);
    else this.set(id, [this.get(id), text].filter(Boolean).join(" "));
  }

  /** A box that takes what is inserted; returns how to end that. */
  attach(id: string, box: (text: string) => void): () => void {
    this.#boxes.set(id, box);
    return () => {
      if (this.#boxes.get(id) === box) this.#boxes.delete(id);
    };
  }
}
