/** The call of this operator, above whatever else the desk shows: who, for how long, the picture, and its end. */
import { useEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { Lasting } from '../components/Time.tsx'
import type { Call, Calls, Over } from '../desk/calls.ts'
import { useValue } from '../hooks/use-app.ts'
import { t } from '../words/index.ts'
import { fill } from '../words/wording.ts'
import { CallDevices } from './CallDevices.tsx'

const OVER: Readonly<Record<Over, string>> = {
  ended: t('The call has ended.'),
  declined: t('{name} said no.'),
  unanswered: t('{name} has not answered.'),
  missed: t('{name} would have liked to talk.'),
  path: t('No connection could be made. The chat goes on.'),
  refused: t('The browser did not give access to the microphone or camera.'),
  device: t('No microphone or camera was found.'),
  impossible: t('This browser cannot do that.'),
}

/** After these the operator may try once more. */
const AGAIN: readonly Over[] = ['unanswered', 'missed', 'path', 'refused', 'device']

function words({ phase, kind, why, with: name }: Call): string {
  if (phase === 'ringing')
    return kind === 'video'
      ? t('{name} would like to talk by camera', { name })
      : t('{name} would like to talk', { name })
  if (phase === 'again') return t('The connection is interrupted. Trying again ...')
  if (phase === 'away') return t('{name} is loading another page and will be asked again ...', { name })
  if (phase === 'asking')
    return kind === 'screen'
      ? t('Asking {name} for the screen ...', { name })
      : t('Calling {name} ...', { name })
  if (phase === 'connecting') return t('Connecting ...')
  if (phase === 'on')
    return kind === 'screen' ? t('Screen of {name}', { name }) : t('Call with {name}', { name })
  return fill(OVER[why ?? 'ended'], { name })
}

export function CallWindow({ calls }: { calls: Calls }) {
  const call = useValue(calls.current)
  if (!call) return null
  if (call.phase === 'ringing') return <Ringing call={call} calls={calls} />
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
            {call.isMuted ? t('Unmute') : t('Mute')}
          </Button>
        )}
        {over && call.why && AGAIN.includes(call.why) && (
          <Button className="button button-small" onPress={() => calls.callAgain()}>
            {t('Call again')}
          </Button>
        )}
        {over ? (
          <Button className="button button-small" onPress={() => calls.putAway()}>
            {t('Close')}
          </Button>
        ) : (
          <Button className="button button-small button-danger" onPress={() => calls.hangUp()}>
            {t('End')}
          </Button>
        )}
      </div>
      {call.own && call.phase === 'on' && <CallDevices call={call} own={call.own} calls={calls} />}
    </section>
  )
}

/** The visitor asks. */
function Ringing({ call, calls }: { call: Call; calls: Calls }) {
  return (
    <section className="call" aria-label={words(call)}>
      <p role="alert" className="call-asks">
        <bdi>{words(call)}</bdi>
      </p>
      <div className="call-row">
        <Button className="button button-small button-main" onPress={() => void calls.answer()}>
          {t('Answer')}
        </Button>
        <Button className="button button-small" onPress={() => calls.decline()}>
          {t('Not now')}
        </Button>
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
      <video ref={picture} autoPlay playsInline aria-label={t('What the visitor shows')} />
      {own && (
        <video ref={mine} className="call-own" autoPlay playsInline muted aria-label={t('Your picture')} />
      )}
      <div className="call-tools">
        <Button className="button button-small" onPress={apart}>
          {t('Own window')}
        </Button>
        <Button className="button button-small" onPress={() => void picture.current?.requestFullscreen()}>
          {t('Full screen')}
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
