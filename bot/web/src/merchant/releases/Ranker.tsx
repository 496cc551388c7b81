import { useEffect, useState } from "preact/hooks";
import { call } from "../../agent/api";
import { type Json, number, text } from "../../kit/read";
import { moment } from "./format";
import { words } from "./words";

const signed = (value: number) => (value < 0 ? "" : "+") + value.toFixed(3);

/** Whether a learned ranker is used, since when, and what it gained where it was measured. */
export function Ranker() {
  const [told, setTold] = useState<Json | null>(null);
  useEffect(() => {
    call("GET", "/merchant/ranker")
      .then(setTold)
      .catch(() => setTold(null));
  }, []);
  if (!told) return null;
  const [gain, low, high] = [number(told.gain), number(told.low), number(told.high)];
  if (!text(told.used)) return <p class="note ranker">{words.noRanker}</p>;
  return (
    <p class="note ranker">
      {words.ranker} {text(told.used)}, {words.since} {moment(text(told.since))}.{" "}
      {gain !== null && low !== null && high !== null && (
        <>
          {words.rankerGain} {signed(gain)} (95%: {signed(low)} to {signed(high)}, {number(told.sessions)}{" "}
          sessions).
        </>
      )}
    </p>
  );
}
