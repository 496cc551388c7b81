import { Icon } from "../icons";

/** A product's picture over a drawn stand-in, which shows until it is there or where it can't be loaded. The title beside it says what it is. */
export function Picture({ src }: { src: string | null }) {
  return (
    <span class="picture">
      <Icon name="gift" />
      {src && (
        <img
          key={src}
          src={src}
          alt=""
          loading="lazy"
          onError={(event) => {
            event.currentTarget.hidden = true;
          }}
        />
      )}
    </span>
  );
}
