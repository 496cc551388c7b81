import { useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import type { Remark } from "./api";
import { moment } from "./format";
import { words } from "./words";

const AT_FIRST = 10;

interface Props {
  remarks: Remark[];
  timeZone: string;
  /** Opens a conversation; null for those who have none. */
  openTalk: ((id: string) => void) | null;
}

/** Each rating with what the shopper said of it, newest first. */
export function Remarks({ remarks, timeZone, openTalk }: Props) {
  const [all, setAll] = useState(false);
  if (remarks.length === 0) return <p class="empty">{words.noRemarks}</p>;
  const more = all ? 0 : Math.max(0, remarks.length - AT_FIRST);
  return (
    <ul class="remarks">
      {remarks.slice(0, remarks.length - more).map((remark) => (
        <li key={`${remark.conversationId} ${remark.at}`}>
          <span class="given" data-low={remark.score <= 2 ? "" : undefined}>
            <span aria-hidden="true">{"★".repeat(remark.score) + "☆".repeat(5 - remark.score)}</span>
            <span class="hidden">{fill(words.scoreOf, { n: remark.score })}</span>
          </span>
          {remark.reason && <span class="pill">{words.reasonNames[remark.reason] ?? remark.reason}</span>}
          <span class="muted">
            {remark.agent}, <time dateTime={remark.at}>{moment(remark.at, timeZone)}</time>
          </span>
          {openTalk && (
            <button type="button" class="tool" onClick={() => openTalk(remark.conversationId)}>
              {words.openTalk}
            </button>
          )}
          {remark.comment && <p dir="auto">{remark.comment}</p>}
        </li>
      ))}
      {more > 0 && (
        <li>
          <button type="button" class="quiet" onClick={() => setAll(true)}>
            {fill(words.moreRemarks, { n: more })}
          </button>
        </li>
      )}
    </ul>
  );
}
