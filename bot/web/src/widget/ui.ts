import type { Controller } from "../state/controller";
import type { State } from "../state/state";
import type { Options } from "./options";

/** A path of an illustration, and how it is painted: `fill` and `line` in the accent, `soft` in its pale form. */
export type ArtShape = readonly [path: string, part: "fill" | "line" | "soft"];

/** What every part of the view gets: it shows `state` and calls `controller`, and keeps nothing itself. */
export interface Ui {
  state: State;
  controller: Controller;
  options: Options;
  /** The widget fills the screen. */
  phone: boolean;
  /** The season's illustration for the header, where there is one. */
  art: ArtShape[] | null;
  copy(text: string): void;
  open(): void;
  close(): void;
}
