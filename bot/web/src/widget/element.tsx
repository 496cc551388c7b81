import { render } from "preact";
import { parseRgb } from "../kit/color";
import { Memory } from "../kit/memory";
import { type Json, record } from "../kit/read";
import * as words from "../locales/en";
import { Controller } from "../state/controller";
import { Api } from "../transport/api";
import { copyText } from "./copy";
import { Launcher } from "./Launcher/Launcher";
import { readOptions } from "./options";
import { Panel } from "./Panel/Panel";
import { armBackButton, disarmBackButton, fitViewport, isPhone, wentBack } from "./phone";
import { STYLES } from "./styles";
import { DEFAULT_ACCENT, themeRules } from "./theme";
import type { Ui } from "./ui";

/** `<gift-finder>`: the whole widget. Attributes `data-*` as on the script; events `giftfinder:open`, `giftfinder:close`. */
export class GiftFinder extends HTMLElement {
  /** Where the API is when the element does not say: the script's own origin. */
  static base = location.origin;

  readonly #root = this.attachShadow({ mode: "open" });
  readonly #theme = new CSSStyleSheet();
  #ending = new AbortController();
  #controller: Controller | null = null;
  #config: Json = {};
  #memory!: Memory;
  #tab!: Memory;
  #wasOpened = false;
  #covered: HTMLElement[] = [];

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    // Constructed sheets pass a page's content security policy, where a style element may not.
    this.#root.adoptedStyleSheets = [sheet, this.#theme];
  }

  open = (): void => this.#turn(true);

  close = (): void => this.#turn(false);

  connectedCallback(): void {
    const base = this.dataset.api || GiftFinder.base;
    const api = new Api(base);
    this.#memory = new Memory(() => localStorage, `giftfinder:${base}:`);
    this.#tab = new Memory(() => sessionStorage, `giftfinder:${base}:`);
    this.#config = record(this.#memory.get("config"));
    this.#controller = new Controller(api, this.#memory, () => this.#render());
    this.#listen(this.#controller);
    void this.#controller.start();
    this.#restore(this.#controller);
    this.#render();
    void this.#configure(api);
  }

  disconnectedCallback(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#controller?.setVisible(false);
    this.#controller = null;
    render(null, this.#root);
  }

  #render(): void {
    const controller = this.#controller;
    if (!controller) return;
    const options = readOptions(this.dataset, this.#config);
    const { state } = controller.store;
    const { open, close } = this;
    const ui: Ui = { state, controller, options, open, close, phone: isPhone(), copy: this.#copy };
    this.#wasOpened ||= state.open;
    // The browser reads the colour, in whatever way it is written.
    this.style.color = options.accent;
    const accent = options.accent && parseRgb(getComputedStyle(this).color);
    this.#theme.replaceSync(themeRules(accent || DEFAULT_ACCENT));
    const focused = this.#root.activeElement;
    render(
      <div class="root" data-side={options.side} data-open={state.open}>
        {this.#wasOpened && <Panel {...ui} />}
        <Launcher {...ui} />
      </div>,
      this.#root,
    );
    // The button that was pressed may be gone: the keyboard stays in the widget. On a phone the screen keyboard stays away.
    if (focused && !this.#root.activeElement && state.open)
      this.#focus(`.sheet,${ui.phone ? ".list" : "textarea"}`);
  }

  #focus(selector: string): void {
    const found = [...this.#root.querySelectorAll<HTMLElement>(selector)];
    found.at(-1)?.focus();
  }

  #turn(open: boolean): void {
    const controller = this.#controller;
    if (!controller || controller.store.state.open === open) return;
    this.#memory.set("open", open);
    this.#tab.set("open", open && location.href);
    controller.open(open);
    this.#cover(open && isPhone());
    if (!open) disarmBackButton();
    this.#focus(open ? "textarea" : ".launcher");
    this.dispatchEvent(new Event(open ? "giftfinder:open" : "giftfinder:close", { bubbles: true }));
  }

  /** Opens what was open. On a phone that hides the page, so only where the same page is loaded again. */
  #restore(controller: Controller): void {
    const phone = isPhone();
    const open = phone
      ? this.#tab.get("open") === location.href
      : (this.#memory.get("open") ?? this.dataset.open === "true");
    if (!open) return;
    controller.open(true);
    this.#cover(phone);
  }

  /** The page behind a full screen neither scrolls nor takes the focus, and the back button closes the widget. */
  #cover(cover: boolean): void {
    document.documentElement.style.overflow = cover ? "hidden" : "";
    for (const element of this.#covered) element.inert = false;
    const others = [...document.body.children] as HTMLElement[];
    this.#covered = cover ? others.filter((other) => !other.contains(this) && !other.inert) : [];
    for (const element of this.#covered) element.inert = true;
    if (cover) armBackButton();
  }

  #goBack(controller: Controller): void {
    if (!controller.store.state.open || !wentBack()) return;
    if (controller.store.state.sheet) {
      controller.show(null);
      armBackButton();
    } else this.close();
  }

  #listen(controller: Controller): void {
    const { signal } = this.#ending;
    const on = (target: EventTarget | null, types: string, listener: () => void) => {
      for (const type of types.split(" ")) target?.addEventListener(type, listener, { signal });
    };
    const network = () => controller.setOnline(navigator.onLine);
    const fitNow = () => fitViewport(this);
    network();
    fitNow();
    on(window, "online offline", network);
    on(window, "resize", () => this.#render());
    on(window, "popstate", () => isPhone() && this.#goBack(controller));
    on(window, "pagehide", () => controller.setVisible(false));
    on(window, "pageshow", () => controller.setVisible(true));
    on(document, "visibilitychange", () => controller.setVisible(!document.hidden));
    on(visualViewport, "resize scroll", fitNow);
  }

  #copy = async (text: string): Promise<void> => {
    const notice = (await copyText(text)) ? words.copied : words.copyFailed;
    this.#controller?.store.set({ notice });
  };

  async #configure(api: Api): Promise<void> {
    try {
      this.#config = record(await api.config());
      this.#memory.set("config", this.#config);
      this.#render();
    } catch {
      // The widget looks as it did last time, or as it does without settings.
    }
  }
}
