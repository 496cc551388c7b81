import { useEffect, useState } from "preact/hooks";
import { call } from "../../agent/api";
import { type Json, list, number, record, text } from "../../kit/read";
import { State, told } from "./Catalog";
import { Going } from "./Progress";
import { parseProgress } from "./read";
import { follow } from "./send";

const KINDS: Record<string, string> = {
  brand: "brands",
  category: "categories",
  material: "materials",
  catalog_interest: "interests",
};

/** The dialogue model, trained anew on the catalog's own words. */
export function Training() {
  const [now, setNow] = useState<Json>({});
  const [error, setError] = useState("");
  const state = text(now.state);
  const works = state === "running";
  const release = record(now.release);
  const words = Object.entries(KINDS)
    .map(([kind, name]) => [number(record(now.words)[kind]), name] as const)
    .filter(([count]) => count);

  async function guarded(work: () => Promise<Json>) {
    try {
      setNow(await work());
      setError("");
    } catch (failure) {
      setError(told(failure));
    }
  }
  useEffect(() => void guarded(() => call("GET", "/merchant/train")), []);
  useEffect(() => {
    if (works) return follow("/merchant/train/events", "train", setNow, () => undefined);
  }, [works]);
  return (
    <section class="figure" aria-label="Training">
      <h3>Training {state && state !== "never" && <State name={state} />}</h3>
      <p class="note">
        Teaches the assistant the brands, categories, materials and interests of the catalog. It takes some
        minutes beside the shop; the new model is compared with the one that serves before any shopper meets
        it.
      </p>
      <p class="error" role="alert">
        {error || text(now.error)}
      </p>
      {works && (
        <Going
          progress={parseProgress(now.progress)}
          stop={() => guarded(() => call("POST", "/merchant/train/stop"))}
        />
      )}
      {state === "done" && (
        <div class={release.serving === true ? "told good" : "told amber"}>
          <p>
            {words.length
              ? `New words: ${words.map(([count, name]) => `${count} ${name}`).join(", ")}.`
              : "The catalog has no words that the assistant did not know."}
          </p>
          {text(release.id) && (
            <a href="#/releases">
              {release.serving === true ? "It serves now" : "It does not serve yet"}: see the release{" "}
              {text(release.id)}
            </a>
          )}
          {list(release.held).map((reason) => (
            <p key={text(reason)}>{text(reason)}</p>
          ))}
        </div>
      )}
      {!works && (
        <div class="row">
          <button
            type="button"
            class="quiet"
            onClick={() => void guarded(() => call("POST", "/merchant/train"))}
          >
            Train on this catalog
          </button>
        </div>
      )}
    </section>
  );
}
