/** A soft, short tone. Silent where the browser wants a gesture first: a sound is never worth an error. */
export function chime(): void {
  try {
    const audio = new AudioContext();
    const tone = new OscillatorNode(audio, { frequency: 660 });
    const volume = new GainNode(audio, { gain: 0 });
    const now = audio.currentTime;
    volume.gain.linearRampToValueAtTime(0.06, now + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + 0.4);
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(now + 0.4);
    tone.onended = () => void audio.close();
  } catch {
    // No sound then.
  }
}
