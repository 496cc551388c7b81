import { words } from "./words";

/** Tells an agent that somebody waits: a soft tone, the window's title, and a notification where it was allowed. */
export class Alerts {
  sound = localStorage.getItem("giftfinder-desk-sound") !== "off";
  #known = new Set<string>();
  #audio: AudioContext | null = null;

  toggleSound(): boolean {
    this.sound = !this.sound;
    localStorage.setItem("giftfinder-desk-sound", this.sound ? "on" : "off");
    return this.sound;
  }

  /** `ids` wait now; only those that did not wait before are told. */
  waiting(ids: string[]): void {
    const fresh = ids.filter((id) => !this.#known.has(id));
    this.#known = new Set(ids);
    document.title = ids.length ? `(${ids.length}) ${words.title}` : words.title;
    if (!fresh.length) return;
    if (this.sound) this.#tone();
    if ("Notification" in window && Notification.permission === "granted" && document.hidden)
      new Notification(words.alert);
  }

  /** Browsers let a page ask, and sound, only after somebody has pressed something. */
  allow(): void {
    this.#audio ??= new AudioContext();
    if ("Notification" in window && Notification.permission === "default")
      void Notification.requestPermission();
  }

  #tone(): void {
    const audio = this.#audio;
    if (audio?.state !== "running") return;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = 660;
    volume.gain.setValueAtTime(0.12, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.5);
  }
}
