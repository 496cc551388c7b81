import * as words from "../../locales/en";
import type { Message } from "../../messages/types";
import { Bubble } from "../Bubble/Bubble";
import { CardRow } from "../Cards/CardRow";
import type { Ui } from "../ui";

/** One message of the log: its text, and what its type adds. */
export function Turn({ message, ...ui }: Ui & { message: Message }) {
  const { content, role, at } = message;
  const link = content.wishlist?.shareUrl;
  return (
    <li class="turn" data-role={role}>
      <Bubble speaker={role} at={at} text={content.text} />
      {!!content.items?.length && <CardRow {...ui} message={message} />}
      {content.wishlist && (
        <div class="replies">
          <button type="button" onClick={() => ui.controller.show("wishlist")}>
            {words.wishlistShow}
          </button>
          {link && (
            <button type="button" onClick={() => ui.copy(link)}>
              {words.copyLink}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
