import { type Json, number, record, text } from "../kit/read";

/** What the server knows of the rating; score 0: none. */
export interface Given {
  score: number;
  /** The shopper would rather not say. */
  skipped: boolean;
  reason: string;
  comment: string;
}

export function parseGiven(value: unknown): Given {
  const data: Json = record(value);
  return {
    score: number(data.score) ?? 0,
    skipped: data.skipped === true,
    reason: text(data.reason),
    comment: text(data.comment),
  };
}

/** From this score on the help was good: other reasons go with it. */
const GOOD_FROM = 4;
const GOOD = ["fast", "solved", "friendly", "ideas", "other"] as const;
const BAD = ["slow", "unsolved", "unfriendly", "misunderstood", "other"] as const;

export function reasonsOf(score: number): readonly ((typeof GOOD)[number] | (typeof BAD)[number])[] {
  return score >= GOOD_FROM ? GOOD : BAD;
}
