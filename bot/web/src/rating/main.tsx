import type { RatingProps } from "../widget/Extras/Advice";
import { Rating } from "./Rating";
import css from "./rating.css?inline";

export const styles = css;

/** The question how the help of a person was. */
export function Advice(props: RatingProps) {
  return <Rating {...props} />;
}
