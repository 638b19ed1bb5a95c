/** Four short, soft sounds, made from sine tones: nothing to download, nothing to license. */
export type SoundName = 'request' | 'message' | 'ended' | 'alarm'

interface Tone {
  /** Hz */
  readonly pitch: number
  /** Seconds after the beginning. */
  readonly at: number
  readonly length: number
}

const SOUNDS: Record<SoundName, readonly Tone[]> = {
  request: [
    { pitch: 659.3, at: 0, length: 0.5 },
    { pitch: 880, at: 0.16, length: 0.7 },
    { pitch: 659.3, at: 0.52, length: 0.5 },
    { pitch: 880, at: 0.68, length: 0.9 },
  ],
  message: [{ pitch: 784, at: 0, length: 0.35 }],
  ended: [
    { pitch: 523.3, at: 0, length: 0.35 },
    { pitch: 392, at: 0.14, length: 0.6 },
  ],
  alarm: [
    { pitch: 440, at: 0, length: 0.3 },
    { pitch: 587.3, at: 0.2, length: 0.3 },
    { pitch: 440, at: 0.4, length: 0.5 },
  ],
}

let context: AudioContext | undefined

/** Browsers let a page sound only after the person touched it; until then this is silent. */
export function play(name: SoundName, volume: number): void {
  if (volume <= 0 || typeof AudioContext === 'undefined' || !navigator.userActivation?.hasBeenActive) return
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume()
  const loudness = context.createGain()
  loudness.gain.value = (volume / 100) ** 2 * 0.5
  loudness.connect(context.destination)
  for (const tone of SOUNDS[name]) sound(context, loudness, tone)
}

function sound(audio: AudioContext, to: AudioNode, { pitch, at, length }: Tone): void {
  const begin = audio.currentTime + at
  const envelope = audio.createGain()
  envelope.gain.setValueAtTime(0, begin)
  envelope.gain.linearRampToValueAtTime(1, begin + 0.015)
  envelope.gain.exponentialRampToValueAtTime(0.001, begin + length)
  envelope.connect(to)
  const oscillator = audio.createOscillator()
  oscillator.frequency.value = pitch
  oscillator.connect(envelope)
  oscillator.start(begin)
  oscillator.stop(begin + length)
}
