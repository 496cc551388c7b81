import type { Json } from "../../kit/read";
import { Part, type PartModule } from "../Part";
import type { Ui } from "../ui";

/** What the parts `compare` and `rating` show: a comparison, all that is known of one gift, a question about our help. */
export interface AdviceModule extends PartModule {
  Advice(props: RatingProps): preact.VNode | null;
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

export type RatingProps = AdviceProps & Pick<Ui, "state" | "controller">;

export function Advice({ data, state, controller }: Ui & { data: Json }) {
  const { base } = controller.api;
  return (
    <Part<AdviceModule>
      name={data.type === "rating" || data.type === "later" ? data.type : "compare"}
      base={base}
    >
      {({ Advice: Shown }) => (
        <Shown
          data={data}
          state={state}
          controller={controller}
          base={base}
          saved={state.saved}
          toggle={(id) => void controller.wishlist.toggle(id)}
        />
      )}
    </Part>
  );
}
