import type { Reason as ReasonData } from "../../messages/types";
import { Icon } from "../icons";

/** A reason in three parts, the second of them the words of the product's own data. */
export function reasonParts({ text, evidence }: ReasonData): [string, string, string] {
  const at = text.toLowerCase().indexOf(evidence.toLowerCase());
  if (at < 0) return [text && `${text}: `, evidence, ""];
  const end = at + evidence.length;
  return [text.slice(0, at), text.slice(at, end), text.slice(end)];
}

/** Why a product fits, the evidence underlined. */
export function Reason({ reason }: { reason: ReasonData }) {
  const [before, evidence, after] = reasonParts(reason);
  return (
    <p class="reason">
      <Icon name="check" />
      <span>
        {before}
        <u>{evidence}</u>
        {after}
      </span>
    </p>
  );
}
