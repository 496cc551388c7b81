import { words } from "../locales/words";
import type { Ui } from "../widget/ui";
import { shareLinks } from "./share-links";
import { own } from "./words";

/** Makes the public link, offers the ways to send it, and takes it back. */
export function ShareBox({ state, controller, copy }: Ui) {
  const link = state.wishlist?.share;
  const { share, unshare } = controller.wishlist;
  if (!link)
    return (
      <button type="button" class="primary" onClick={() => void share()}>
        {own().share}
      </button>
    );
  const { url, token } = link;
  return (
    <div class="share">
      <p>{own().shareReady}</p>
      <div class="field">
        <input readOnly value={url} aria-label={own().shareLink} />
        <button type="button" class="primary" onClick={() => copy(url)}>
          {words.copyLink}
        </button>
      </div>
      <div class="ways">
        {"share" in navigator && (
          <button
            type="button"
            onClick={() => void navigator.share({ title: own().shareSubject, url }).catch(() => undefined)}
          >
            {own().shareNative}
          </button>
        )}
        {shareLinks(url).map(([name, href]) => (
          <a key={name} href={href} target="_blank" rel="noopener noreferrer">
            {name}
          </a>
        ))}
      </div>
      <button type="button" class="quiet" onClick={() => void unshare(token)}>
        {own().unshare}
      </button>
    </div>
  );
}
