import { render } from "preact";
import { parseRgb } from "../kit/color";
import { isRtl, locale } from "../kit/locale";
import { Memory } from "../kit/memory";
import { type Json, record } from "../kit/read";
import { words } from "../locales/words";
import { Controller } from "../state/controller";
import { Api } from "../transport/api";
import { copyText } from "./copy";
import { matches } from "./hello";
import { Launcher } from "./Launcher/Launcher";
import { learn } from "./language";
import { readLocale, readOptions } from "./options";
import { Panel } from "./Panel/Panel";
import { armBackButton, disarmBackButton, fitViewport, isPhone, wentBack } from "./phone";
import { loadSeason, type Season } from "./season";
import { chime } from "./sound";
import { STYLES } from "./styles";
import { DEFAULT_ACCENT, themeRules } from "./theme";
import type { Ui } from "./ui";

/** How long the first paint waits for the store's settings, which say the language; and how long the launcher is a pill. */
const PATIENCE_MS = 2000;
const SIGHT_MS = 12_000;
/** Pixels: below this, the page is at its top. */
const TOP = 160;

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
  #ready = false;
  #season: Season | null = null;
  #aside = false;
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
    this.#season = this.#memory.get("season");
    this.#controller.onHeard = this.#heard;
    this.#listen(this.#controller);
    void this.#controller.start();
    this.#restore(this.#controller);
    void this.#begin(api, this.#controller);
  }

  /** The first paint waits for the language; after it, what can wait: the season, the hello, the launcher's rest. */
  async #begin(api: Api, controller: Controller): Promise<void> {
    const known = Object.keys(this.#config).length > 0 || !!this.dataset.locale;
    const configured = this.#configure(api);
    if (!known) await Promise.race([configured, this.#after(PATIENCE_MS)]);
    await this.#learn(api.base);
    this.#ready = true;
    this.#render();
    await configured;
    await this.#learn(api.base);
    const { theme, hello } = readOptions(this.dataset, this.#config);
    this.#season = theme ? await loadSeason(api.base, theme) : null;
    this.#memory.set("season", this.#season);
    this.#render();
    if (hello && !this.#memory.get("hello") && matches(location.pathname, hello.pages)) {
      await this.#after(hello.after * 1000);
      this.#greet(controller);
    }
    await this.#after(SIGHT_MS);
    controller.store.set({ sighted: true });
  }

  #learn(base: string): Promise<void> {
    const tag = readLocale(this.dataset, this.#config, navigator.languages);
    return tag === locale.tag ? Promise.resolve() : learn(base, tag);
  }

  /** Resolves in `ms`; never, where the element is gone by then. */
  #after(ms: number): Promise<void> {
    const { signal } = this.#ending;
    return new Promise((resolve) => setTimeout(() => signal.aborted || resolve(), ms));
  }

  /** Says the merchant's hello, once a visitor: not over a phone's controls, nor to those who want no movement. */
  #greet({ store }: Controller): void {
    const { open, seen } = store.state;
    if (open || seen || isPhone() || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    this.#memory.set("hello", true);
    store.set({ hello: true });
  }

  #heard = (): void => {
    const { open, sound } = this.#controller?.store.state ?? {};
    if (sound && (!open || document.hidden)) chime();
  };

  disconnectedCallback(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#controller?.setVisible(false);
    this.#controller = null;
    render(null, this.#root);
  }

  #render(): void {
    const controller = this.#controller;
    if (!controller || !this.#ready) return;
    const season = this.#season;
    const options = readOptions(this.dataset, this.#config, controller.api.base);
    const { state } = controller.store;
    const { open, close } = this;
    const art = options.theme && season ? season.art : null;
    const ui: Ui = { state, controller, options, open, close, phone: isPhone(), art, copy: this.#copy };
    this.#wasOpened ||= state.open;
    // The browser reads the colour, in whatever way it is written.
    this.style.color = this.dataset.accent || (art && season?.accent) || options.accent;
    const accent = this.style.color && parseRgb(getComputedStyle(this).color);
    this.#theme.replaceSync(themeRules(accent || DEFAULT_ACCENT));
    const focused = this.#root.activeElement;
    render(
      <div
        class="root"
        lang={locale.tag}
        dir={isRtl() ? "rtl" : "ltr"}
        data-side={options.side}
        data-open={state.open}
        data-aside={this.#aside}
      >
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
      for (const type of types.split(" "))
        target?.addEventListener(type, listener, { signal, passive: true });
    };
    // A link to the shop says out of which conversation it was followed, for the agent who may take over.
    for (const type of ["click", "auxclick"])
      this.#root.addEventListener(
        type,
        (event) => {
          const link = (event.target as Element).closest<HTMLAnchorElement>("a[href*='/go/']");
          if (link && controller.id) link.search = `c=${controller.id}`;
        },
        { signal, capture: true },
      );
    const network = () => controller.setOnline(navigator.onLine);
    const fitNow = () => fitViewport(this);
    network();
    fitNow();
    on(window, "online offline", network);
    on(window, "resize", () => this.#render());
    on(window, "popstate", () => isPhone() && this.#goBack(controller));
    on(window, "pagehide", () => controller.setVisible(false));
    on(window, "pageshow", () => controller.setVisible(true));
    on(document, "visibilitychange", () =>
      // Who wants to hear of messages is kept in touch.
      controller.setVisible(!document.hidden || controller.store.state.sound),
    );
    let top = scrollY;
    on(window, "scroll", () => {
      const by = scrollY - top;
      if (Math.abs(by) < 8) return;
      top = scrollY;
      const aside = by > 0 && top > TOP;
      if (aside) controller.store.set({ sighted: true });
      if (aside !== this.#aside) {
        this.#aside = aside;
        this.#render();
      }
    });
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
    } catch {
      // The widget looks as it did last time, or as it does without settings.
    }
  }
}
