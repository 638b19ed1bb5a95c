/** Two short, soft sounds, made on the spot. Silent where the browser wants a gesture first. */
const NOTES = { turn: [660, 880], message: [740] } as const

let context: AudioContext | undefined

/** Called in a click, so that sounds may be played later; or after one, where this has come later than it. */
export function allowSound(): void {
  context ??= 'AudioContext' in window ? new AudioContext() : undefined
  void context?.resume()
}

export function play(sound: keyof typeof NOTES): void {
  if (navigator.userActivation?.hasBeenActive) allowSound()
  const audio = context
  if (audio?.state !== 'running') return
  NOTES[sound].forEach((pitch, i) => {
    const from = audio.currentTime + i * 0.16
    const gain = audio.createGain()
    const tone = audio.createOscillator()
    tone.frequency.value = pitch
    gain.gain.setValueAtTime(0, from)
    gain.gain.linearRampToValueAtTime(0.12, from + 0.02)
    gain.gain.exponentialRampToValueAtTime(0.001, from + 0.3)
    tone.connect(gain).connect(audio.destination)
    tone.start(from)
    tone.stop(from + 0.3)
  })
}
