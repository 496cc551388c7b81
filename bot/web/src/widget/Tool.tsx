import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons";

interface Props {
  icon: IconName;
  /** What it does, in words. */
  label: string;
  filled?: boolean;
  class?: string;
  children?: ComponentChildren;
  onClick(event: MouseEvent): void;
  [attribute: `aria-${string}`]: string | boolean | undefined;
}

/** A button that is only a picture. */
export function Tool({ icon, label, filled, children, ...rest }: Props) {
  return (
    <button type="button" class="tool" aria-label={label} {...rest}>
      <Icon name={icon} filled={filled} />
      {children}
    </button>
  );
}
