import { fill } from "../../kit/fill";
import { words } from "../../locales/words";
import { Icon } from "../icons";
import { hasPart } from "../lazy";
import { Menu } from "../Menu/Menu";
import { saveTranscript } from "../Sheet/SheetOver";
import { Tool } from "../Tool";
import type { ArtShape, Ui } from "../ui";

/** The season's small illustration: shapes, each with its part in the theme's colours. */
function Art({ art }: { art: ArtShape[] }) {
  return (
    <svg class="art" viewBox="0 0 24 24" aria-hidden="true">
      {art.map(([path, part]) => (
        <path key={path} d={path} class={part} />
      ))}
    </svg>
  );
}

export function Header(ui: Ui) {
  const { state, controller, options, art, close } = ui;
  const count = state.saved.length;
  const known = state.fits !== null;
  return (
    <header>
      <span class="mark">{art ? <Art art={art} /> : <Icon name="gift" />}</span>
      <div class="heading">
        <h2>{options.title}</h2>
        <p role="status" class={known ? "fits" : ""}>
          {known ? fill(words.fits, { n: state.fits ?? 0 }) : options.storeName}
        </p>
      </div>
      <Tool
        icon="heart"
        label={fill(words.wishlistOpen, { n: count })}
        filled={count > 0}
        onClick={() => controller.show("wishlist")}
      >
        {count > 0 && (
          <b key={count} class="badge">
            {count}
          </b>
        )}
      </Tool>
      <Menu
        {...ui}
        id="main"
        label={words.menu}
        items={[
          ...(hasPart("quiz") ? [[words.quiz, () => controller.showQuiz("someone")] as const] : []),
          [words.restart, () => controller.show("restart")],
          [words.transcript, () => void saveTranscript(ui)],
          [state.sound ? words.soundOff : words.soundOn, () => controller.setSound(!state.sound)],
          [words.help, () => controller.show("help")],
          [words.erase, () => controller.show("erase")],
        ]}
      />
      <Tool icon="close" label={words.close} onClick={close} />
    </header>
  );
}
