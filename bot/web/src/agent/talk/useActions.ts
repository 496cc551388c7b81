import type { Member, Talk } from "../api";
import type { Guarded } from "../mounting";
import type { Talks } from "../shell/talks";
import type { TalkActions } from "./TalkColumn";

interface Means {
  talks: Talks;
  call: (about: string) => Guarded;
  member: Member;
}

interface Wishes {
  onPass?: () => void;
  onUnread?: () => void;
}

export interface AllActions extends TalkActions {
  sendProducts: (ids: string[]) => Promise<boolean>;
  passTo: (to: number | null, note: string) => Promise<boolean>;
}

/** What can be done with a conversation; each call is followed by reading it anew. */
export function useActions({ talks, call }: Means): (talk: Talk, wishes?: Wishes) => AllActions {
  return (talk, { onPass, onUnread } = {}) => {
    const { id, lease } = talk;
    async function act(method: string, path: string, body?: unknown): Promise<boolean> {
      const answer = await call(id)(method, `/agent/conversations/${id}/${path}`, body);
      await talks.load(id);
      return answer !== null;
    }
    const post = (path: string, body?: object) => act("POST", path, body);
    return {
      take: () => void post("take"),
      leave: (how) => void post(how, { lease }),
      pass: () => onPass?.(),
      // Left first: what is looked at is read.
      unread: () => {
        onUnread?.();
        void call(id)("POST", `/agent/conversations/${id}/read`, { seq: 0 });
      },
      say: (text) => post("messages", { text, lease, client_id: crypto.randomUUID() }),
      type: (on) => void call(id)("POST", `/agent/conversations/${id}/typing`, { lease, on }),
      label: (labels) => void act("PUT", "labels", { labels }),
      sendProducts: (ids) => post("messages", { product_ids: ids, lease, client_id: crypto.randomUUID() }),
      passTo: (to, note) => post("pass", { lease, to, note }),
    };
  };
}
