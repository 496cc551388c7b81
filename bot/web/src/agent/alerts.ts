import { fill } from "../kit/fill";
import type { Line } from "./api";
import { words } from "./words";

const KEY = "giftfinder-desk-sound";
/** Two soft tones each, in hertz: somebody waits; a message or a note for me. */
const TONES = { waits: [660, 880], mine: [520, 520] } as const;
type Tone = keyof typeof TONES;

/** What of the inbox an agent is told of, each once: a key, and how it sounds. */
export function reasons(lines: Iterable<Line>): Map<string, Tone> {
  const found = new Map<string, Tone>();
  for (const line of lines) {
    if (line.status === "waiting") found.set(`waits ${line.id} ${line.waitingSince}`, "waits");
    if (line.mine && line.unread) found.set(`said ${line.id} ${line.lastSeq}`, "mine");
    if (line.mentions) found.set(`named ${line.id} ${line.mentions}`, "mine");
  }
  return found;
}

/** Tells an agent that somebody waits or writes: a soft tone, the window's title, and a notification where allowed. */
export class Alerts {
  sound = localStorage.getItem(KEY) !== "off";
  #known = new Map<string, Tone>();
  #audio: AudioContext | null = null;

  toggleSound(): boolean {
    this.sound = !this.sound;
    localStorage.setItem(KEY, this.sound ? "on" : "off");
    if (this.sound) this.#play("mine");
    return this.sound;
  }

  /** Looks at the inbox as it is now, and tells what is new in it. */
  look(lines: Iterable<Line>): void {
    const all = [...lines];
    const now = reasons(all);
    const fresh = [...now].filter(([key]) => !this.#known.has(key)).map(([, tone]) => tone);
    this.#known = now;
    const count = all.filter(
      (line) => line.status === "waiting" || (line.mine && line.unread) || line.mentions,
    ).length;
    document.title = count ? `(${count}) ${words.title}` : words.title;
    const [first] = fresh;
    if (!first) return;
    const tone = fresh.includes("waits") ? "waits" : first;
    if (this.sound) this.#play(tone);
    if (this.permission === "granted" && document.hidden) {
      const text = tone === "waits" ? words.alertWaits : words.alertMine;
      // One tag: a second alert takes the first one's place.
      const shown = new Notification(fill(text, { n: fresh.length }), { tag: "giftfinder-desk" });
      shown.onclick = () => window.focus();
    }
  }

  get permission(): NotificationPermission | "none" {
    return "Notification" in window ? Notification.permission : "none";
  }

  /** Asked for by a button, never by itself. */
  async askToNotify(): Promise<NotificationPermission | "none"> {
    return "Notification" in window ? Notification.requestPermission() : "none";
  }

  /** Browsers let a page sound only after somebody has pressed something in it. */
  wake(): void {
    if (!("AudioContext" in window)) return;
    this.#audio ??= new AudioContext();
    if (this.#audio.state === "suspended") void this.#audio.resume();
  }

  #play(kind: Tone): void {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    TONES[kind].forEach((pitch, number) => {
      const start = audio.currentTime + number * 0.18;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, start);
      volume.gain.exponentialRampToValueAtTime(0.14, start + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.45);
      tone.connect(volume).connect(audio.destination);
      tone.start(start);
      tone.stop(start + 0.5);
    });
  }
}
