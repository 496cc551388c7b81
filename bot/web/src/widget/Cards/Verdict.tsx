import { fill, split } from "../../kit/fill";
import { words } from "../../locales/words";
import type { Card } from "../../messages/types";
import { Menu } from "../Menu/Menu";
import { Tool } from "../Tool";
import type { Ui } from "../ui";

/** Useful, or not for us and why. What is pressed already is taken back. */
export function Verdict({ card, place, ...ui }: Ui & { card: Card; place: string }) {
  const { state, controller } = ui;
  const { title } = card;
  const { useful, notForUs, takeBack } = controller.feedback;
  const verdict = state.feedback[card.id];
  const refused = verdict === "not_for_us";
  const label = fill(words.notForUs, { title });
  return (
    <>
      <Tool
        icon="up"
        label={fill(words.useful, { title })}
        filled={verdict === "useful"}
        aria-pressed={verdict === "useful"}
        onClick={() => void useful(card)}
      />
      {refused ? (
        <Tool icon="down" label={label} filled aria-pressed onClick={() => void takeBack(card)} />
      ) : (
        <Menu
          {...ui}
          id={`${place} verdict`}
          icon="down"
          label={label}
          items={split(words.reasons).map((reason, at) => [reason, () => void notForUs(card, at)])}
        />
      )}
    </>
  );
}
