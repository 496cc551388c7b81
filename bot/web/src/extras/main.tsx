import type { Sheet } from "../state/state";
import type { Ui } from "../widget/ui";
import { Erase, Help, Restart } from "./Dialogs";
import editor from "./Editor.css?inline";
import css from "./Wishlist.css?inline";
import { WishlistBody } from "./WishlistBody";

export { Editor } from "./Editor";
export { download, transcript } from "./transcript";

export const styles = css + editor;

const BODIES: Record<Sheet, (ui: Ui) => preact.VNode> = {
  wishlist: WishlistBody,
  help: Help,
  restart: Restart,
  erase: Erase,
};

/** What stands in an open sheet. */
export function SheetBody({ sheet, ...ui }: Ui & { sheet: Sheet }) {
  const Body = BODIES[sheet];
  return <Body {...ui} />;
}
