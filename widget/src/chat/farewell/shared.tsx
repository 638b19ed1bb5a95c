/** Files in a conversation: what lies on our own server is shown, and what sends some is fetched where they are taken. */
import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Props } from '../view/context.ts'
import { lines } from '../view/fetch-later.ts'
import { icon } from '../view/icons.tsx'
import type { TextProps } from '../view/Thread.tsx'

type Files = typeof import('../files/index.tsx')

let files: Files | undefined

/** A visitor who may ask for a call finds it beside the files; nothing of it is fetched before they do. */
export const Attach = (props: Props) => (
  <>
    {props.state.look?.workgroup.calls === 'either' && <Call {...props} />}
    <Upload {...props} />
  </>
)

const Phone = icon(
  'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1.5 1.5 0 0 1-1.5 1.5A16 16 0 0 1 3.500 5.500 1.500 1.500 0 0 1 5 4Z',
)

function Call({ state, side }: Props) {
  const label = lines()?.words.call ?? ''
  const begin = async () => {
    const { start } = await import('../call/index.ts')
    const line = side()
    if (line?.room) start({ ...line, room: line.room }, state.room?.with ?? '')
  }
  return (
    <button class="icon attach" type="button" aria-label={label} title={label} onClick={() => void begin()}>
      <Phone />
    </button>
  )
}

function Upload(props: Props) {
  const [there, come] = useState(files)
  const { uploads } = props.state.look?.workgroup ?? {}
  useEffect(() => {
    if (uploads && !there)
      import('../files/index.tsx').then(
        (it) => {
          files = it
          come(it)
        },
        () => undefined,
      )
  }, [uploads === undefined])
  return uploads && there ? <there.Attach {...props} uploads={uploads} /> : null
}

const Page = icon('M6 3h8l4 4v14H6Zm8 0v4h4')
/** As they are recorded here, and what is nothing else. */
const SOUND = /^voice-.*\.(webm|ogg)$|\.(m4a|mp3|oga|opus|wav)$/i
const PICTURE = /\.(png|jpe?g|gif|webp|avif)$/i

/** Of another server nothing is fetched unless it is asked for: there the words are an address like any other. */
export function fileAt(text: string): string | undefined {
  if (!text.startsWith(`${location.origin}/file_share/`) || /\s/.test(text)) return undefined
  const last = new URL(text).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** `plain`: what shows words. */
export function Shared({ text, plain: Plain }: TextProps & { readonly plain: ComponentType<TextProps> }) {
  const [isGone, lose] = useState(false)
  const name = fileAt(text)
  if (name === undefined) return <Plain text={text} />
  if (SOUND.test(name) && !isGone)
    return (
      // biome-ignore lint/a11y/useMediaCaption: somebody has spoken, just now
      <audio
        class="sound"
        controls
        preload="metadata"
        src={text}
        aria-label={name}
        onError={() => lose(true)}
      />
    )
  const isPicture = PICTURE.test(name) && !isGone
  return (
    <a class={isPicture ? 'picture' : 'file'} href={text} target="_blank" rel="noopener noreferrer nofollow">
      {isPicture ? <img src={text} alt={name} onError={() => lose(true)} /> : <Page />}
      {!isPicture && <bdi>{name}</bdi>}
    </a>
  )
}
