import type { Message } from "../messages/types";
import type { Brief } from "./brief";
import { type Failure, INITIAL, type Pending, type Sheet, type State, type Wishlist } from "./state";

export type Action =
  | { type: "opened" | "closed" | "loading" | "reset" | "turnStarted" | "turnEnded" | "wishlistFailed" }
  | { type: "messages"; messages: Message[] }
  | { type: "sent"; pending: Pending }
  | { type: "failed"; clientId: string; failure: Failure }
  | { type: "confirmed"; clientId: string; seq: number }
  | { type: "discarded"; clientId: string }
  | { type: "sheet"; sheet: Sheet | null }
  | { type: "saved"; productId: string; saved: boolean }
  | { type: "savedIds"; ids: string[] }
  | { type: "brief"; brief: Brief }
  | { type: "fits"; fits: number | null }
  | { type: "status"; status: string }
  | { type: "typing" | "online" | "live" | "seen"; on: boolean }
  | { type: "wishlist"; wishlist: Wishlist }
  | { type: "notice"; text: string };

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "opened":
      return read({ ...state, open: true, seen: true });
    case "closed":
      return read({ ...state, open: false, sheet: null });
    case "loading":
      return { ...state, loading: true };
    case "reset":
      return reset(state);
    case "turnStarted":
      return { ...state, turns: state.turns + 1 };
    case "turnEnded":
      return { ...state, turns: Math.max(0, state.turns - 1) };
    case "messages":
      return received(state, action.messages);
    case "sent":
      return { ...state, pending: [...without(state.pending, action.pending.clientId), action.pending] };
    case "failed":
      return { ...state, pending: withFailure(state.pending, action.clientId, action.failure) };
    case "confirmed":
      return confirmed(state, action.clientId, action.seq);
    case "discarded":
      return { ...state, pending: without(state.pending, action.clientId) };
    case "sheet":
      return { ...state, sheet: action.sheet };
    case "saved":
      return saved(state, action.productId, action.saved);
    case "savedIds":
      return { ...state, saved: new Set(action.ids) };
    case "brief":
      return { ...state, brief: action.brief };
    case "fits":
      return { ...state, fits: action.fits };
    case "status":
      return { ...state, status: action.status };
    case "typing":
    case "online":
    case "live":
    case "seen":
      return { ...state, [action.type]: action.on };
    case "wishlist":
      return {
        ...state,
        wishlist: action.wishlist,
        wishlistFailed: false,
        saved: new Set(action.wishlist.items.map((item) => item.id)),
      };
    case "wishlistFailed":
      return { ...state, wishlistFailed: true };
    case "notice":
      return { ...state, notice: { text: action.text, count: (state.notice?.count ?? 0) + 1 } };
  }
}

/** Everything of the conversation goes; what the shopper is still sending moves on to the next one. */
function reset(state: State): State {
  const { open, seen, online, pending, sheet, turns } = state;
  return { ...INITIAL, open, seen, online, pending, sheet, turns };
}

/** New messages take their place by `seq`; one that is known already is not added again. */
function received(state: State, messages: Message[]): State {
  const known = new Map(state.messages.map((message) => [message.seq, message]));
  const clientIds = new Set<string>();
  let spoken = false;
  let fits = state.fits;
  for (const message of messages) {
    if (message.clientId) clientIds.add(message.clientId);
    if (known.has(message.seq)) continue;
    known.set(message.seq, message);
    spoken ||= message.role !== "shopper";
    if (message.content.type === "product_cards") fits = message.content.total;
  }
  return read({
    ...state,
    loading: false,
    messages: [...known.values()].sort((a, b) => a.seq - b.seq),
    pending: state.pending.filter((pending) => !clientIds.has(pending.clientId)),
    typing: spoken ? false : state.typing,
    fits,
  });
}

function confirmed(state: State, clientId: string, seq: number): State {
  const pending = state.pending.find((item) => item.clientId === clientId);
  if (!pending) return state;
  const content = { type: "text" as const, text: pending.text };
  return received(state, [{ seq, role: "shopper", at: pending.at, clientId, content }]);
}

function saved(state: State, productId: string, on: boolean): State {
  const ids = new Set(state.saved ?? cardsSaved(state));
  if (on) ids.add(productId);
  else ids.delete(productId);
  return { ...state, saved: ids };
}

function cardsSaved(state: State): string[] {
  return state.messages.flatMap(({ content }) =>
    content.type === "product_cards" ? content.items.filter((card) => card.saved).map((card) => card.id) : [],
  );
}

function read(state: State): State {
  return state.open ? { ...state, readSeq: Math.max(state.readSeq, state.messages.at(-1)?.seq ?? 0) } : state;
}

function without(pending: Pending[], clientId: string): Pending[] {
  return pending.filter((item) => item.clientId !== clientId);
}

function withFailure(pending: Pending[], clientId: string, failure: Failure): Pending[] {
  return pending.map((item) => (item.clientId === clientId ? { ...item, failure } : item));
}
