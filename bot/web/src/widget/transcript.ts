import { formatMoney } from "../kit/money";
import type { Message } from "../messages/types";
import { speakerName } from "./Bubble/Bubble";

/** The conversation as plain text, gifts with their prices and links. */
export function transcript(messages: Message[]): string {
  return messages
    .flatMap(({ role, content }) => [
      `${speakerName(role)}: ${content.text}`,
      ...(content.items ?? []).map((card) => `- ${card.title}, ${formatMoney(card.price)} ${card.url ?? ""}`),
    ])
    .join("\n");
}
