import { words } from "../../locales/words";
import type { Policy as PolicyData } from "../../messages/types";

/** The passage of the shop's policies that an answer comes from, in its own words. */
export function Policy({ policy: { title, quote, url } }: { policy: PolicyData }) {
  return (
    <figure class="policy">
      <blockquote dir="auto">{quote}</blockquote>
      <figcaption>
        {words.source}:{" "}
        {url ? (
          <a href={url} target="_blank" rel="noopener">
            {title}
          </a>
        ) : (
          title
        )}
      </figcaption>
    </figure>
  );
}
