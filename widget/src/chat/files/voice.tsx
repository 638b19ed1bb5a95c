/** A voice message (C3): recorded in the browser, heard by nobody before it is sent, and sent as a file. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Uploads } from '../model/types.ts'
import { icon } from '../view/icons.tsx'
import { refusal } from './limits.ts'
import type { FileWords } from './words.ts'

const Microphone = icon('M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Zm-6-3a6 6 0 0 0 12 0m-6 6v3')

/** In the order of what more programs play. */
const TYPES = { 'audio/mp4': 'm4a', 'audio/webm': 'webm', 'audio/ogg': 'ogg' } as const
type Type = keyof typeof TYPES

/** What this browser records and the workgroup takes; nothing where there is none. */
export const voiceType = (uploads: Uploads): Type | undefined =>
  (Object.keys(TYPES) as Type[]).find(
    (type) =>
      globalThis.MediaRecorder?.isTypeSupported(type) && !refusal(uploads, new File([], '', { type })),
  )

/** Nobody listens longer, s. */
const LONGEST = 300
const EACH = 500 // ms

/** `m:ss` */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

interface VoiceProps {
  readonly type: Type
  readonly uploads: Uploads
  readonly words: FileWords
  readonly done: (file: File) => void
}

interface Recording {
  readonly recorder: MediaRecorder
  readonly since: number
  isDropped: boolean
}

export function Voice({ type, uploads, words, done }: VoiceProps) {
  const running = useRef<Recording | undefined>(undefined)
  const [seconds, tick] = useState<number>()
  const [isRefused, refuse] = useState(false)

  function stop(isDropped: boolean): void {
    const { current } = running
    if (!current) return
    running.current = undefined
    current.isDropped = isDropped
    current.recorder.stop()
    for (const track of current.recorder.stream.getTracks()) track.stop()
    tick(undefined)
  }

  async function begin(): Promise<void> {
    refuse(false)
    const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined)
    if (!stream) return refuse(true)
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 })
    const now: Recording = { recorder, since: Date.now(), isDropped: false }
    const parts: Blob[] = []
    let size = 0
    recorder.ondataavailable = ({ data }) => {
      parts.push(data)
      size += data.size
      const length = Math.floor((Date.now() - now.since) / 1000)
      if (running.current !== now) return
      tick(length)
      // The next part would be too much.
      if (length >= LONGEST || size * 1.1 > uploads.most) stop(false)
    }
    recorder.onstop = () => {
      const when = new Date(now.since).toISOString().slice(0, 19).replaceAll(':', '-')
      if (!now.isDropped) done(new File(parts, `voice-${when}.${TYPES[type]}`, { type }))
    }
    running.current = now
    recorder.start(EACH)
    tick(0)
  }

  useEffect(() => () => stop(true), [])

  return (
    <>
      {isRefused && (
        <p class="voice wrong" role="alert">
          {words.deaf}
        </p>
      )}
      {seconds !== undefined && (
        <div class="voice">
          <span role="status">{words.recording}</span>
          <time>{clock(seconds)}</time>
          <button class="link" type="button" onClick={() => stop(true)}>
            {words.cancel}
          </button>
          <button class="link" type="button" onClick={() => stop(false)}>
            {words.done}
          </button>
        </div>
      )}
      <button
        class="icon attach"
        type="button"
        aria-label={words.voice}
        title={words.voice}
        disabled={seconds !== undefined}
        onClick={() => void begin()}
      >
        <Microphone />
      </button>
    </>
  )
}
