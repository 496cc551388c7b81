import { timeWords } from "../../kit/time";
import type { Message } from "../../messages/types";

/** Whether a time stands under message `index`: at the end of what one speaker said, once a minute at most. */
export function showsTime(messages: Message[], index: number): boolean {
  const { role, at } = messages[index] as Message;
  const next = messages[index + 1];
  const time = timeWords(at);
  return !!time && role !== "system" && (!next || (next.role !== role && timeWords(next.at) !== time));
}

/** When something was said: the time; with the date for the pointer and the keyboard. */
export function Time({ at }: { at: string }) {
  return (
    <time class="time" dateTime={at}>
      <span class="short">{timeWords(at)}</span>
      <span class="full">{timeWords(at, "long")}</span>
    </time>
  );
}
