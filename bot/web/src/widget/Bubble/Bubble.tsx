import * as words from "../../locales/en";
import type { Role } from "../../messages/types";
import { linkParts } from "./links";

export function speakerName(role: Role): string {
  return role === "shopper" ? words.you : role === "agent" ? words.person : words.title;
}

interface Props {
  speaker: Role;
  /** RFC 3339, or empty for "now". */
  at: string;
  text: string;
}

/** What was said; who said it and when is in words for screen readers, and for the eye where it is a person of the team. */
export function Bubble({ speaker, at, text }: Props) {
  const time = at && new Date(at).toLocaleTimeString(undefined, { timeStyle: "short" });
  return (
    <>
      <p class={speaker === "agent" ? "byline" : "hidden"}>{`${speakerName(speaker)} ${time}`}</p>
      {text && (
        <div class="bubble" dir="auto">
          {linkParts(text).map((part, at) =>
            at % 2 ? (
              <a href={part} target="_blank" rel="noopener">
                {part}
              </a>
            ) : (
              part
            ),
          )}
        </div>
      )}
    </>
  );
}
