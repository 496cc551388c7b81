import { CallError } from "../../agent/api";
import { type Json, record } from "../../kit/read";

function token(): string {
  const found = document.cookie.split("; ").find((part) => part.startsWith("giftfinder_csrf="));
  return found ? decodeURIComponent(found.slice("giftfinder_csrf=".length)) : "";
}

/** Send a feed as it stands; `told` hears the share that is sent. Throws CallError. */
export function sendFeed(file: File, told: (share: number) => void): Promise<Json> {
  return new Promise((resolve, reject) => {
    // fetch() does not say how much of a body is sent.
    const request = new XMLHttpRequest();
    request.open("POST", `/api/merchant/imports?${new URLSearchParams({ name: file.name })}`);
    request.setRequestHeader("X-CSRF-Token", token());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && told(event.loaded / event.total);
    request.onload = () => {
      const data = record(request.response);
      if (request.status >= 200 && request.status < 300) resolve(data);
      else reject(new CallError(request.status, data));
    };
    request.onerror = () => reject(new CallError(0, {}));
    request.send(file);
  });
}

/** Follow a job's events of a name until it ends; the function returned stops that. */
export function follow(
  path: string,
  name: string,
  seen: (data: Json) => void,
  ended: () => void,
): () => void {
  const source = new EventSource(`/api${path}`);
  source.addEventListener(name, (event) => {
    try {
      seen(record(JSON.parse(event.data)));
    } catch {
      // Half an event: the next one is whole.
    }
  });
  source.addEventListener("end", () => {
    source.close();
    ended();
  });
  return () => source.close();
}
