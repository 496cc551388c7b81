import { words } from "../../locales/words";
import type { Role } from "../../messages/types";
import { linkParts } from "./links";

export function speakerName(role: Role): string {
  return role === "shopper" ? words.you : role === "agent" ? words.person : words.title;
}

interface Props {
  speaker: Role;
  text: string;
}

/** What was said; who said it is in words for screen readers, and for the eye where it is a person of the team. */
export function Bubble({ speaker, text }: Props) {
  return (
    <>
      <p class={speaker === "agent" ? "byline" : "hidden"}>{speakerName(speaker)}</p>
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
