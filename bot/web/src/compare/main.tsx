import type { AdviceProps } from "../widget/Extras/Advice";
import { Comparison } from "./Comparison";
import css from "./compare.css?inline";
import { Details } from "./Details";

export const styles = css;

/** A comparison of gifts, or all that is known of one. */
export function Advice(props: AdviceProps) {
  return props.data.type === "comparison" ? <Comparison {...props} /> : <Details {...props} />;
}
