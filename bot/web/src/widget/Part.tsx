import { Component, createRef } from "preact";
import { words } from "../locales/words";
import { loadPart } from "./lazy";
import { Skeleton } from "./MessageList/Skeleton";

/** What a part may bring besides its own: its styles. */
export interface PartModule {
  styles?: string;
}

const STYLED = new WeakMap<Node, Set<string>>();

/** Adds a part's styles to the tree that it is drawn in, once. A constructed sheet passes a page's content security policy. */
function addStyles(root: Node, name: string, styles: string): void {
  const known = STYLED.get(root) ?? new Set();
  if (known.has(name) || !(root instanceof ShadowRoot)) return;
  STYLED.set(root, known.add(name));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

interface Props<M> {
  name: string;
  base: string;
  children: (part: M) => preact.ComponentChildren;
}

/** Loads a part of the widget on first use: a skeleton until it is there, and a way to try again where it can't be had. */
export class Part<M extends PartModule> extends Component<Props<M>, { part?: M; failed?: boolean }> {
  override state: { part?: M; failed?: boolean } = {};
  #box = createRef<HTMLDivElement>();
  #attempt = 0;

  override componentDidMount(): void {
    void this.#load();
  }

  #load = async (): Promise<void> => {
    const { base, name } = this.props;
    this.setState({ failed: false });
    try {
      const part = await loadPart<M>(base, name, this.#attempt++);
      const root = this.#box.current?.getRootNode();
      if (root && part.styles) addStyles(root, name, part.styles);
      this.setState({ part });
    } catch {
      this.setState({ failed: true });
    }
  };

  override render({ children }: Props<M>) {
    const { part, failed } = this.state;
    if (part) return <div class="part">{children(part)}</div>;
    return (
      <div ref={this.#box} class="part" aria-busy={!failed}>
        {failed ? (
          <div class="empty" role="alert">
            <p>{words.partFailed}</p>
            <button type="button" class="quiet" onClick={() => void this.#load()}>
              {words.retry}
            </button>
          </div>
        ) : (
          <>
            <Skeleton />
            <span class="hidden">{words.loading}</span>
          </>
        )}
      </div>
    );
  }
}
