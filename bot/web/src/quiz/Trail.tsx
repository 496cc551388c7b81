import { fill } from "../kit/fill";
import type { Words } from "./main";
import type { Given } from "./types";

interface Props {
  answers: Given[];
  /** The place that is shown now. */
  at: number;
  named: boolean;
  words: Words;
  onChange(place: number): void;
}

/** The answers so far as small pictures; each leads back to its question. With `named` their words stand below. */
export function Trail({ answers, at, named, words, onChange }: Props) {
  if (!answers.length) return null;
  return (
    <ol class="qz-trail" data-named={named || undefined} aria-label={words.trail}>
      {answers.map(({ question, text, title, image, crossed }, place) => (
        <li key={question}>
          <button
            type="button"
            aria-label={fill(words.change, { question: text, answer: title ?? words.skipped })}
            aria-current={place === at ? "step" : undefined}
            onClick={() => onChange(place)}
          >
            <span class="qz-picture" data-crossed={crossed || undefined}>
              {image ? <img src={image} alt="" width="400" height="300" /> : "–"}
            </span>
            {named && <span aria-hidden="true">{title ?? words.skipped}</span>}
          </button>
        </li>
      ))}
    </ol>
  );
}
