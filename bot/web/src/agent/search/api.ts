import { list, number, record, text, texts } from "../../kit/read";
import { parseCards } from "../../messages/card";
import type { Card } from "../../messages/types";
import { call } from "../api";

/** The most that one message holds. */
export const MOST_SENT = 12;

export interface Gift {
  card: Card;
  stock: string;
  pinned: boolean;
  vetoed: boolean;
  shown: boolean;
}

export interface Found {
  gifts: Gift[];
  total: number;
  nearest: boolean;
  filters: string[];
}

/** The gifts for a query under the brief of a conversation, without the filters `off`. */
export async function findGifts(
  id: string,
  query: string,
  off: readonly string[],
  limit: number,
): Promise<Found> {
  const search = new URLSearchParams([
    ["q", query],
    ["limit", `${limit}`],
    ...off.map((name): [string, string] => ["off", name]),
  ]);
  const data = await call("GET", `/agent/conversations/${id}/gifts?${search}`);
  const gifts = list(data.items).flatMap((raw) => {
    const item = record(raw);
    const [card] = parseCards([item.card], location.origin);
    const marks = { pinned: item.pinned === true, vetoed: item.vetoed === true, shown: item.shown === true };
    return card ? [{ card, stock: text(item.stock), ...marks }] : [];
  });
  return {
    gifts,
    total: number(data.total) ?? 0,
    nearest: data.nearest === true,
    filters: texts(data.filters),
  };
}
