import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import { timeWords } from "../../kit/time";
import type { ShownProduct, Visit } from "../api";
import type { PanelProps } from "../mounting";
import { Icon } from "../shell/icons";
import { words } from "../words";

/** What the shopper has seen: gifts, with what they did with them, and pages. */
export function History({ talk, sendProducts }: PanelProps) {
  return (
    <div class="stack">
      <section class="stack">
        <h3>{words.products}</h3>
        {talk.products.length === 0 && <p class="empty">{words.productsNone}</p>}
        <ul class="seen">
          {talk.products.map((product) => (
            <Seen
              key={product.id}
              product={product}
              onSend={talk.lease === null ? null : () => void sendProducts([product.id])}
            />
          ))}
        </ul>
      </section>
      <section class="stack">
        <h3>{words.pages}</h3>
        {talk.visits.length === 0 && <p class="empty">{words.pagesNone}</p>}
        <ol class="pages">
          {talk.visits.toReversed().map((visit) => (
            <Page key={visit.at} visit={visit} />
          ))}
        </ol>
      </section>
      <section class="stack">
        <h3>{words.about}</h3>
        <dl class="facts">
          <dt>{words.started}</dt>
          <dd>{timeWords(talk.createdAt, "long")}</dd>
          <dt>{words.id}</dt>
          <dd class="id">{talk.id}</dd>
        </dl>
      </section>
    </div>
  );
}

function Seen({ product, onSend }: { product: ShownProduct; onSend: (() => void) | null }) {
  const { title, image, url, price, shown, saved, clicked, verdict } = product;
  return (
    <li>
      {image ? <img src={image} alt="" loading="lazy" /> : <span class="no-picture" />}
      <div>
        <a href={url ?? undefined} target="_blank" rel="noreferrer">
          {title}
        </a>
        <p>{formatMoney(price)}</p>
        <p class="row marks">
          {saved && (
            <span class="pill good">
              <Icon name="heart" />
              {words.wasSaved}
            </span>
          )}
          {clicked > 0 && (
            <span class="pill good">
              <Icon name="eye" />
              {fill(words.wasOpened, { n: clicked })}
            </span>
          )}
          {verdict === "not_for_us" && <span class="pill bad">{words.wasRefused}</span>}
          {verdict === "useful" && <span class="pill good">{words.wasUseful}</span>}
          {shown > 0 && <small>{fill(words.wasShown, { n: shown })}</small>}
        </p>
      </div>
      {onSend && (
        <button
          type="button"
          class="icon"
          aria-label={`${words.sendAgain}: ${title}`}
          title={words.sendAgain}
          onClick={onSend}
        >
          <Icon name="send" />
        </button>
      )}
    </li>
  );
}

function Page({ visit }: { visit: Visit }) {
  const path = visit.url ? new URL(visit.url).pathname : "";
  return (
    <li>
      <a href={visit.url ?? undefined} target="_blank" rel="noreferrer">
        {visit.title || path}
      </a>
      <small>
        {path} <time dateTime={visit.at}>{timeWords(visit.at)}</time>
      </small>
    </li>
  );
}
