import type { RatingProps } from "../widget/Extras/Advice";
import { Later } from "./Later";
import css from "./later.css?inline";

export const styles = css;
export { standing } from "./standing";

/** A way to leave an e-mail address, where nobody can come now. */
export function Advice(props: RatingProps) {
  return <Later {...props} />;
}
