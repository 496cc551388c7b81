import { useEffect, useRef, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { formatMoney } from "../../kit/money";
import { timeWords } from "../../kit/time";
import { CallError, call } from "../api";
import type { PanelProps } from "../mounting";
import { words as shared } from "../words";
import { type Decision, type Decisions as Found, readDecisions } from "./api";
import { words } from "./words";

const why = (error: unknown) => (error instanceof CallError ? error.message : shared.problem);

/** What was granted in a conversation and how far the shop's system was told, and a form to grant more. */
export function Decisions({ talk }: PanelProps) {
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState("");

  async function read() {
    await readDecisions(talk.id).then(setFound, (reason: unknown) => setError(why(reason)));
  }
  useEffect(() => {
    setFound(null);
    setError("");
  }, [talk.id]);
  // The conversation is read anew with each of the server's events, a delivery's among them.
  useEffect(() => void read(), [talk]);

  async function sendAgain(id: string) {
    setError("");
    const path = `/agent/conversations/${talk.id}/decisions/${id}/send`;
    await call("POST", path).catch((reason: unknown) => setError(why(reason)));
    await read();
  }
  if (!found)
    return (
      <p class={error ? "error" : "empty"} role={error ? "alert" : "status"}>
        {error || shared.loading}
      </p>
    );
  return (
    <div class="stack">
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {talk.lease === null ? (
        <p class="muted">{words.readOnly}</p>
      ) : found.allowances.length === 0 ? (
        <p class="muted">{words.nothingAllowed}</p>
      ) : (
        <Form key={talk.id} talkId={talk.id} lease={talk.lease} found={found} onDone={read} />
      )}
      {found.decisions.length === 0 ? (
        <p class="empty">{words.none}</p>
      ) : (
        <ul class="decisions stack" aria-label={words.panel}>
          {found.decisions.map((one) => (
            <Item key={one.id} decision={one} onSend={() => void sendAgain(one.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface FormProps {
  talkId: string;
  lease: number;
  found: Found;
  onDone: () => Promise<void>;
}

function Form({ talkId, lease, found, onDone }: FormProps) {
  const [kind, setKind] = useState(found.allowances[0]?.kind ?? "");
  const [amount, setAmount] = useState("");
  const [order, setOrder] = useState("");
  const [reason, setReason] = useState("");
  const [tell, setTell] = useState(false);
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  // The same attempt sent twice is one decision.
  const attempt = useRef(crypto.randomUUID());
  const allowance = found.allowances.find((one) => one.kind === kind);
  const money = (value: string) => formatMoney({ amount: value, currency: found.currency });

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError("");
    try {
      await call("POST", `/agent/conversations/${talkId}/decisions`, {
        lease,
        kind,
        amount: amount.trim().replace(",", "."),
        order_reference: order.trim(),
        reason: reason.trim(),
        tell_shopper: tell,
        client_id: attempt.current,
      });
      attempt.current = crypto.randomUUID();
      setAmount("");
      setReason("");
      setTell(false);
      await onDone();
    } catch (problem) {
      // Refused: the next press is another attempt. Unanswered: it is the same.
      if (problem instanceof CallError) attempt.current = crypto.randomUUID();
      setError(why(problem));
    }
    setBusy(false);
  }
  return (
    <form class="grant stack" onSubmit={submit} aria-label={words.grant}>
      <div class="pair">
        <label class="field">
          {words.kind}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            {found.allowances.map((one) => (
              <option key={one.kind} value={one.kind}>
                {words.kinds[one.kind] ?? one.kind}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {fill(words.amount, { currency: found.currency })}
          <input
            inputMode="decimal"
            required
            maxLength={12}
            pattern="\s*\d+([.,]\d{1,2})?\s*"
            placeholder={words.amountHint}
            value={amount}
            onInput={(event) => setAmount(event.currentTarget.value)}
          />
        </label>
      </div>
      {allowance && (
        <p class="muted">
          {fill(words.left, { left: money(allowance.left), limit: money(allowance.limit) })}
        </p>
      )}
      <label class="field">
        {words.order}
        <input
          required
          maxLength={64}
          value={order}
          onInput={(event) => setOrder(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {words.reason}
        <textarea
          required
          rows={2}
          minLength={3}
          maxLength={500}
          placeholder={words.reasonHint}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </label>
      <label class="check">
        <input type="checkbox" checked={tell} onChange={(event) => setTell(event.currentTarget.checked)} />
        {words.tell}
      </label>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <button type="submit" class="primary" disabled={busy}>
        {fill(words.submit, { what: (words.kinds[kind] ?? kind).toLowerCase() })}
      </button>
    </form>
  );
}

function Item({ decision, onSend }: { decision: Decision; onSend: () => void }) {
  const { delivery } = decision;
  const details = [
    delivery.problem,
    delivery.attempts > 1 && fill(words.tried, { n: delivery.attempts }),
    delivery.state === "pending" &&
      delivery.problem &&
      delivery.nextAt &&
      fill(words.nextTry, { at: timeWords(delivery.nextAt) }),
  ].filter(Boolean);
  return (
    <li>
      <h3>
        {words.kinds[decision.kind] ?? decision.kind}{" "}
        {fill(words.by, { amount: formatMoney(decision.money), order: decision.order })}
      </h3>
      <p>{decision.reason}</p>
      <p class="meta">
        {decision.actor} · <time dateTime={decision.at}>{timeWords(decision.at)}</time>
      </p>
      <p class={`delivery ${delivery.state}`}>
        {words.states[delivery.state] ?? delivery.state}
        {details.length > 0 && <small> ({details.join(", ")})</small>}
      </p>
      {delivery.state === "failed" && (
        <button type="button" class="quiet" onClick={onSend}>
          {words.sendAgain}
        </button>
      )}
    </li>
  );
}
