import { words } from "../../locales/words";
import type { ForWhom } from "../../messages/types";
import { Icon } from "../icons";
import { hasPart } from "../lazy";
import type { Ui } from "../ui";

/** A card that opens the quiz. */
export function QuizInvitation({ controller, forWhom }: Ui & { forWhom: ForWhom }) {
  if (!hasPart("quiz")) return null;
  return (
    <div class="invitation">
      <span class="mark">
        <Icon name="cards" />
      </span>
      <p>
        <strong>{words.quiz}</strong>
        <br />
        <span class="small">{words.quizText}</span>
      </p>
      <button type="button" class="primary" onClick={() => controller.showQuiz(forWhom)}>
        {words.quizStart}
      </button>
    </div>
  );
}
