import * as words from "../../locales/en";
import type { Ui } from "../ui";
import { shareLinks } from "./share-links";

/** Makes the public link, offers the ways to send it, and takes it back. */
export function ShareBox({ state, controller, copy }: Ui) {
  const link = state.wishlist?.share;
  const { share, unshare } = controller.wishlist;
  if (!link)
    return (
      <button type="button" class="primary" onClick={() => void share()}>
        {words.share}
      </button>
    );
  const { url, token } = link;
  return (
    <div class="share">
      <p>{words.shareReady}</p>
      <div class="field">
        <input readOnly value={url} aria-label={words.shareLink} />
        <button type="button" class="primary" onClick={() => copy(url)}>
          {words.copyLink}
        </button>
      </div>
      <div class="ways">
        {"share" in navigator && (
          <button
            type="button"
            onClick={() => void navigator.share({ title: words.shareSubject, url }).catch(() => undefined)}
          >
            {words.shareNative}
          </button>
        )}
        {shareLinks(url).map(([name, href]) => (
          <a key={name} href={href} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        ))}
      </div>
      <button type="button" class="quiet" onClick={() => void unshare(token)}>
        {words.unshare}
      </button>
    </div>
  );
}
