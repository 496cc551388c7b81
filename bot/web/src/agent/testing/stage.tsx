// What tests of the tabs beside a conversation share: a conversation, a place to draw, the calls that were made.
import { type ComponentType, render } from "preact";
import { act } from "preact/test-utils";
import { vi } from "vitest";
import { parseTalk } from "../api";
import type { PanelProps } from "../mounting";

export const card = (id: string, title: string, more: object = {}) => ({
  product_id: id,
  title,
  price: { amount: "24.90", currency: "USD" },
  url: `/go/${id}`,
  reasons: [{ text: "Matches fishing", evidence: "fishing" }],
  ...more,
});

export const BRIEF = {
  relationship: "father",
  age: { min: 60, max: 60 },
  interests: ["fishing"],
  exclude: [],
  budget: { min: null, max: 50, currency: "USD" },
  occasion: null,
};

/** A conversation as the server tells it; with `lease` it is held by the one who looks. */
export const talkOf = (more: object = {}) =>
  parseTalk({ id: "c1", status: "agent", lease: 4, brief: BRIEF, messages: [], ...more });

export function panelProps(more: Partial<PanelProps> = {}): PanelProps {
  return {
    talk: talkOf(),
    member: { id: 1, name: "Ada", email: "ada@shop.example", role: "agent" },
    call: vi.fn(async () => ({})),
    insert: vi.fn(),
    sendProducts: vi.fn(async () => true),
    reload: vi.fn(),
    openPanel: vi.fn(),
    ...more,
  };
}

/** Draws a panel and waits for what it reads at the start. */
export async function draw(box: HTMLElement, Panel: ComponentType<PanelProps>, props: PanelProps) {
  await act(() => render(<Panel {...props} />, box));
  await settled();
}

/** What was called has answered, and what it changed is drawn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await act(() => new Promise((resolve) => setTimeout(resolve)));
}

/** Writes into a field as a person does; it is left with `leave`. */
export async function write(field: Element | null, value: string, leave?: "blur" | "Enter"): Promise<void> {
  const input = field as HTMLInputElement;
  input.value = value;
  await act(() => void input.dispatchEvent(new Event("input", { bubbles: true })));
  if (leave === "Enter") input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  if (leave === "blur") {
    input.dispatchEvent(new FocusEvent("blur"));
    input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  }
  await settled();
}

export async function press(box: HTMLElement, name: string): Promise<void> {
  button(box, name).click();
  await settled();
}

/** The button with a name (its label, else its text). */
export function button(box: HTMLElement, name: string): HTMLButtonElement {
  const found = [...box.querySelectorAll("button")].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent?.trim()) === name,
  );
  if (!found) throw new Error(`There is no button "${name}".`);
  return found;
}
