import type { ComponentChildren } from "preact";
import { words } from "../../locales/words";
import { keepFocus, takeFocus } from "../focus";
import { Tool } from "../Tool";
import type { Ui } from "../ui";

interface Props {
  title: string;
  controller: Ui["controller"];
  /** A question that must be answered. */
  alert?: boolean;
  children: ComponentChildren;
}

/** A panel over the chat, which can't be reached until this one is closed. */
export function Sheet({ title, controller, alert, children }: Props) {
  const close = () => controller.show(null);
  return (
    <div ref={takeFocus} class="backdrop">
      <button type="button" class="veil" tabIndex={-1} aria-hidden="true" onClick={close} />
      <section
        data-focus
        class="sheet"
        role={alert ? "alertdialog" : "dialog"}
        aria-label={title}
        tabIndex={-1}
        onKeyDown={keepFocus}
      >
        <div class="sheethead">
          <h2>{title}</h2>
          <Tool icon="close" label={words.close} onClick={close} />
        </div>
        {children}
      </section>
    </div>
  );
}
