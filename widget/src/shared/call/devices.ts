/** Which microphone and camera a call uses, and how loud the microphone is. */
import { captured } from './media.ts'

/** What a device is for. */
export type Use = 'audio' | 'video'

const KINDS: Readonly<Record<Use, MediaDeviceKind>> = { audio: 'audioinput', video: 'videoinput' }

/** Those there are. Browsers keep names back until one was allowed. */
export async function devicesFor(use: Use): Promise<readonly MediaDeviceInfo[]> {
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => [])
  return all.filter(({ kind, deviceId }) => kind === KINDS[use] && deviceId !== '')
}

export const trackOf = (own: MediaStream, use: Use): MediaStreamTrack | undefined =>
  use === 'audio' ? own.getAudioTracks()[0] : own.getVideoTracks()[0]

/** Puts another device in the place of the one in use; `send` hands its track to the call. Throws MediaError, and all is as it was. */
export async function exchange(
  own: MediaStream,
  use: Use,
  deviceId: string,
  send: (before: MediaStreamTrack, after: MediaStreamTrack) => Promise<void>,
): Promise<void> {
  const before = trackOf(own, use)
  const after = trackOf(await captured(use, deviceId), use)
  if (!before || !after) return
  after.enabled = before.enabled
  after.onended = before.onended
  await send(before, after)
  own.removeTrack(before)
  own.addTrack(after)
  before.stop()
}

/** Often enough to move, ms. */
const EACH = 100
/** Speech is seldom louder, as a part of what a microphone can take. */
const LOUD = 0.25

/** Tells how loud it is, from 0 to 1, until what is returned is called. */
export function levels(own: MediaStream, tell: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  const samples = new Float32Array(analyser.fftSize)
  let source: MediaStreamAudioSourceNode | undefined
  let heard: MediaStreamTrack | undefined
  const look = () => {
    const track = trackOf(own, 'audio')
    if (track && track !== heard) {
      source?.disconnect()
      source = context.createMediaStreamSource(new MediaStream([track]))
      source.connect(analyser)
      heard = track
    }
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length
    tell(Math.min(1, Math.sqrt(power) / LOUD))
  }
  const timer = setInterval(look, EACH)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
