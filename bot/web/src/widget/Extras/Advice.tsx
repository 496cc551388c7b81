import type { Json } from "../../kit/read";
import { Part, type PartModule } from "../Part";
import type { Ui } from "../ui";

/** What the part `compare` shows: a comparison, or all that is known of one gift. */
export interface AdviceModule extends PartModule {
  Advice(props: AdviceProps): preact.VNode | null;
}

export interface AdviceProps {
  /** The message as it came. */
  data: Json;
  /** What its relative addresses are relative to. */
  base: string;
  /** Ids of saved products. */
  saved: string[];
  toggle(id: string): void;
}

export function Advice({ data, state, controller }: Ui & { data: Json }) {
  const { base } = controller.api;
  return (
    <Part<AdviceModule> name="compare" base={base}>
      {({ Advice: Shown }) => (
        <Shown
          data={data}
          base={base}
          saved={state.saved}
          toggle={(id) => void controller.wishlist.toggle(id)}
        />
      )}
    </Part>
  );
}
