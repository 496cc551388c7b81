import { fill } from "../kit/fill";
import { words } from "../locales/words";
import type { Card } from "../messages/types";
import type { AdviceProps } from "../widget/Extras/Advice";
import { Tool } from "../widget/Tool";

type Props = Pick<AdviceProps, "saved" | "toggle"> & { card: Card };

export function Heart({ card: { id, title }, saved, toggle }: Props) {
  const kept = saved.includes(id);
  return (
    <Tool
      icon="heart"
      class="save"
      label={fill(words.save, { title })}
      filled={kept}
      aria-pressed={kept}
      onClick={() => toggle(id)}
    />
  );
}

export function View({ card: { url, title } }: { card: Card }) {
  if (!url) return null;
  return (
    <a
      class="primary"
      href={url}
      target="_blank"
      rel="noopener"
      aria-label={fill(words.viewTitle, { title })}
    >
      {words.view}
    </a>
  );
}
