import { useEffect, useState } from "preact/hooks";
import { type Colleague, readColleagues } from "../api";
import { Dialog } from "../shell/Dialog";
import { words } from "../words";

interface Props {
  onPass: (to: number | null, note: string) => void;
  onClose: () => void;
}

/** To whom a conversation goes: a colleague at the desk, or whoever is free next. */
export function PassDialog({ onPass, onClose }: Props) {
  const [colleagues, setColleagues] = useState<Colleague[]>([]);
  useEffect(() => {
    void readColleagues().then(
      (all) => setColleagues(all.filter((one) => !one.me)),
      () => undefined,
    );
  }, []);

  function submit(event: Event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const to = Number(form.get("to"));
    onPass(to || null, `${form.get("note") ?? ""}`.trim());
    onClose();
  }

  return (
    <Dialog title={words.passTitle} onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <fieldset class="choices">
          <legend>{words.passTo}</legend>
          <label>
            <input type="radio" name="to" value="" defaultChecked /> <span>{words.passQueue}</span>
          </label>
          {colleagues.map((one) => (
            <label key={one.id}>
              <input type="radio" name="to" value={`${one.id}`} disabled={!one.here} />
              <span>
                {one.name}
                <small class={one.here ? "here" : ""}>{one.here ? words.atDesk : words.away}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          {words.passNote}
          <textarea name="note" rows={3} maxLength={1900} />
        </label>
        <div class="row end">
          <button type="button" class="quiet" onClick={onClose}>
            {words.cancel}
          </button>
          <button type="submit" class="primary">
            {words.pass}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
