import type { Controller } from "../state/controller";
import type { State } from "../state/state";
import type { Options } from "./options";

/** What every part of the view gets: it shows `state` and calls `controller`, and keeps nothing itself. */
export interface Ui {
  state: State;
  controller: Controller;
  options: Options;
  /** The widget fills the screen. */
  phone: boolean;
  copy(text: string): void;
  open(): void;
  close(): void;
}
