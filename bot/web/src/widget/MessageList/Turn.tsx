import { words } from "../../locales/words";
import type { Message } from "../../messages/types";
import { Bubble } from "../Bubble/Bubble";
import { Time } from "../Bubble/Time";
import { CardRow } from "../Cards/CardRow";
import { Advice } from "../Extras/Advice";
import { Countdown } from "../Extras/Countdown";
import { Policy } from "../Extras/Policy";
import { QuizInvitation } from "../Quiz/QuizInvitation";
import type { Ui } from "../ui";

interface Props extends Ui {
  message: Message;
  /** Whether its time stands under it. */
  timed: boolean;
  /** Whether it follows others of the same answer. */
  beside: boolean;
}

/** One message of the log: its text, and what its type adds. */
export function Turn({ message, timed, beside, ...ui }: Props) {
  const { content, role, at } = message;
  const link = content.wishlist?.shareUrl;
  return (
    <li class="turn" data-role={role}>
      {/* Beside an answer, the strip alone says it. */}
      <Bubble speaker={role} text={beside && content.countdown ? "" : content.text} />
      {!!content.items?.length && <CardRow {...ui} message={message} />}
      {content.advice && <Advice {...ui} data={content.advice} />}
      {content.policy && <Policy policy={content.policy} />}
      {content.countdown && <Countdown countdown={content.countdown} />}
      {content.quiz && <QuizInvitation {...ui} forWhom={content.quiz} />}
      {content.wishlist && (
        <div class="replies">
          <button type="button" onClick={() => ui.controller.show("wishlist")}>
            {words.wishlistShow}
          </button>
          {link && (
            <button type="button" onClick={() => ui.copy(link)}>
              {words.copyLink}
            </button>
          )}
        </div>
      )}
      {timed && <Time at={at} />}
    </li>
  );
}
