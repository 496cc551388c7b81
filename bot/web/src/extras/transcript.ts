import { formatMoney } from "../kit/money";
import { timeWords } from "../kit/time";
import type { Message } from "../messages/types";
import { speakerName } from "../widget/Bubble/Bubble";

/** The conversation as plain text: each message with its time, gifts with their prices and links. */
export function transcript(messages: Message[]): string {
  return messages
    .flatMap(({ role, at, content }) => [
      `${[timeWords(at, "long"), speakerName(role)].filter(Boolean).join(" · ")}: ${content.text}`,
      ...(content.items ?? []).map((card) => `- ${card.title}, ${formatMoney(card.price)} ${card.url ?? ""}`),
      ...(content.policy ? [`> ${content.policy.quote}`, content.policy.url ?? ""] : []),
    ])
    .filter(Boolean)
    .join("\n");
}

/** Hands a text to the browser as a file to keep. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  // The byte order mark tells old editors that this is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
