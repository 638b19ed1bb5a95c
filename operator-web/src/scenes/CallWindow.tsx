/** The call of this operator, above whatever else the desk shows: who, for how long, the picture, and its end. */
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { Lasting } from '../components/Time.tsx'
import type { Call, Calls, Over } from '../desk/calls.ts'
import { useValue } from '../hooks/use-app.ts'

const OVER: Readonly<Record<Over, string>> = {
  ended: 'The call has ended.',
  declined: 'said no.',
  unanswered: 'has not answered.',
  path: 'No connection could be made. The chat goes on.',
  refused: 'The browser did not give access to the microphone or camera.',
  device: 'No microphone or camera was found.',
  impossible: 'This browser cannot do that.',
}

const OF_THEM: readonly Over[] = ['declined', 'unanswered']

function words({ phase, kind, why, with: name }: Call): string {
  if (phase === 'asking')
    return kind === 'screen' ? `Asking ${name} for the screen ...` : `Calling ${name} ...`
  if (phase === 'connecting') return 'Connecting ...'
  if (phase === 'on') return kind === 'screen' ? `Screen of ${name}` : `Call with ${name}`
  const told = OVER[why ?? 'ended']
  return why && OF_THEM.includes(why) ? `${name} ${told}` : told
}

export function CallWindow({ calls }: { calls: Calls }) {
  const call = useValue(calls.current)
  if (!call) return null
  const over = call.phase === 'over'
  const seen = call.kind !== 'audio' && !over
  return (
    <section className={`call${seen && call.theirs ? ' call-seen' : ''}`} aria-label={words(call)}>
      {seen && call.theirs && (
        <Picture stream={call.theirs} own={call.kind === 'video' ? call.own : undefined} />
      )}
      {call.kind === 'audio' && !over && <Sound stream={call.theirs} />}
      <div className="call-row">
        <p role="status">
          <bdi>{words(call)}</bdi> {call.since !== undefined && !over && <Lasting since={call.since} />}
        </p>
        {call.own && !over && (
          <Button
            className="button button-small"
            aria-pressed={call.isMuted ?? false}
            onPress={() => calls.mute()}
          >
            {call.isMuted ? 'Unmute' : 'Mute'}
          </Button>
        )}
        {over ? (
          <Button className="button button-small" onPress={() => calls.putAway()}>
            Close
          </Button>
        ) : (
          <Button className="button button-small button-danger" onPress={() => calls.hangUp()}>
            End
          </Button>
        )}
      </div>
    </section>
  )
}

function Picture({ stream, own }: { stream: MediaStream; own: MediaStream | undefined }) {
  const picture = usePlayed<HTMLVideoElement>(stream)
  const mine = usePlayed<HTMLVideoElement>(own)
  const apart = () =>
    void (document.pictureInPictureElement
      ? document.exitPictureInPicture()
      : picture.current?.requestPictureInPicture?.().catch(() => {}))
  return (
    <div className="call-picture">
      {/* biome-ignore lint/a11y/useMediaCaption: somebody shows something, now */}
      <video ref={picture} autoPlay playsInline aria-label="What the visitor shows" />
      {own && <video ref={mine} className="call-own" autoPlay playsInline muted aria-label="Your picture" />}
      <div className="call-tools">
        <Button className="button button-small" onPress={apart}>
          Own window
        </Button>
        <Button className="button button-small" onPress={() => void picture.current?.requestFullscreen()}>
          Full screen
        </Button>
      </div>
    </div>
  )
}

function Sound({ stream }: { stream: MediaStream | undefined }) {
  // biome-ignore lint/a11y/useMediaCaption: somebody speaks, now
  return <audio ref={usePlayed<HTMLAudioElement>(stream)} autoPlay />
}

function usePlayed<T extends HTMLMediaElement>(stream: MediaStream | undefined) {
  const played = useRef<T>(null)
  useEffect(() => {
    const { current } = played
    if (!current) return
    current.srcObject = stream ?? null
    if (stream) void current.play().catch(() => {})
  }, [stream])
  return played
}
