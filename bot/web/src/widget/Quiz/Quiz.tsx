import { Component, createRef } from "preact";
import { type Json, record } from "../../kit/read";
import { words } from "../../locales/words";
import type { ForWhom } from "../../messages/types";
import { takeFocus } from "../focus";
import { Part, type PartModule } from "../Part";
import { Tool } from "../Tool";
import type { Ui } from "../ui";

/** What the quiz gets of the widget. */
export interface QuizHost {
  /** `path` is relative to the conversation. */
  call(method: string, path: string, body?: unknown): Promise<Json>;
  forWhom: ForWhom;
  origin: string;
  /** Says something to screen readers. */
  say(text: string): void;
  /** Takes the answer of quiz/finish: its cards stand in the chat. */
  done(answer: Json): void;
  close(): void;
  /** The quiz's section of the loaded locale; empty for English, which it has itself. */
  texts: Record<string, string>;
  reducedMotion: boolean;
}

interface QuizModule extends PartModule {
  mount(root: HTMLElement, host: QuizHost): () => void;
}

type Props = Ui & { forWhom: ForWhom };

/** The quiz over the chat: a head of ours, below it what the part draws. */
export class Quiz extends Component<Props, { said: string }> {
  override state = { said: "" };

  #host(): QuizHost {
    const { controller, forWhom } = this.props;
    return {
      call: async (method, path, body) => record(await controller.call(method, path, body as object)),
      forWhom,
      origin: controller.api.base,
      say: (said) => this.setState({ said }),
      done: (answer) => controller.quizDone(answer),
      close: () => controller.showQuiz(null),
      texts: words.sections.quiz ?? {},
      reducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
    };
  }

  override render({ controller }: Props, { said }: { said: string }) {
    const { base } = controller.api;
    return (
      <section ref={takeFocus} class="quiz" role="dialog" aria-label={words.quiz}>
        <div class="sheethead">
          <h2 data-focus tabIndex={-1}>
            {words.quiz}
          </h2>
          <Tool icon="close" label={words.close} onClick={() => controller.showQuiz(null)} />
        </div>
        <div class="quizroot">
          <Part<QuizModule> name="quiz" base={base}>
            {(part) => <Mounted mount={(root) => part.mount(root, this.#host())} />}
          </Part>
        </div>
        <p class="hidden" role="status">
          {said}
        </p>
      </section>
    );
  }
}

/** An element that something else draws into. */
class Mounted extends Component<{ mount: (root: HTMLElement) => () => void }> {
  #root = createRef<HTMLDivElement>();
  #end?: () => void;

  override shouldComponentUpdate(): boolean {
    return false;
  }

  override componentDidMount(): void {
    this.#end = this.props.mount(this.#root.current as HTMLDivElement);
  }

  override componentWillUnmount(): void {
    this.#end?.();
  }

  override render() {
    return <div ref={this.#root} />;
  }
}
