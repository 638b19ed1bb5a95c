/** Files and pictures of the visitor (C3), fetched where the workgroup takes any: a button, the camera, drop and paste. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Uploads } from '../model/types.ts'
import type { Props } from '../view/context.ts'
import { Close, icon } from '../view/icons.tsx'
import { newId } from '../wire/id.ts'
import { fill } from '../words/index.ts'
import css from './files.css?inline'
import { type Refused, refusal, sizeText } from './limits.ts'
import { madeReady, upload } from './send.ts'
import { Voice, voiceType } from './voice.tsx'
import { wordsIn } from './words.ts'

const Clip = icon(
  'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.3 17a1.7 1.7 0 0 1-2.4-2.4L14.5 7',
)
const Camera = icon('M4 8h3l2-3h6l2 3h3v11H4Zm8 8.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z')

interface Item {
  readonly key: string
  readonly file: File
  /** Of a picture, to be seen while it is sent. */
  readonly preview: string
  readonly abort: AbortController
  /** From 0 to 1. */
  readonly part: number
  readonly fault?: Refused | 'failed'
}

const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
document.adoptedStyleSheets.push(sheet)

/** One after the other, so that they are said in the order in which they were chosen. */
let turn: Promise<void> = Promise.resolve()

export function Attach({ uploads, ...props }: Props & { readonly uploads: Uploads }) {
  const { tongue, tell, side, drafts } = props
  const words = wordsIn(tongue.language)
  const [items, set] = useState<readonly Item[]>([])
  const [lost, lose] = useState(drafts.files)
  const [isOver, over] = useState(false)
  const chosen = useRef<HTMLInputElement>(null)
  const taken = useRef<HTMLInputElement>(null)
  const change = (key: string, more: Partial<Item>) =>
    set((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)))

  function drop({ key, abort, preview }: Item): void {
    abort.abort()
    URL.revokeObjectURL(preview)
    set((all) => all.filter((one) => one.key !== key))
  }

  async function send(item: Item): Promise<void> {
    const { key, abort } = item
    if (abort.signal.aborted) return
    try {
      const file = await madeReady(item.file).catch(() => undefined)
      const fault = file ? refusal(uploads, file) : 'kind'
      if (!file || fault) return change(key, { fault: fault ?? 'kind' })
      const id = newId()
      const line = side()
      if (!line?.room) throw new Error('no line')
      const url = await upload(line, uploads.to, file, id, (part) => change(key, { part }), abort.signal)
      if (abort.signal.aborted) return
      tell({ is: 'say', id, text: url, at: Date.now() })
      drop(item)
    } catch {
      change(key, { fault: 'failed' })
    }
  }

  function again(item: Item): void {
    const fresh: Item = { ...item, abort: new AbortController(), part: 0 }
    const { fault: _fault, ...rest } = fresh
    set((all) => all.map((one) => (one.key === item.key ? rest : one)))
    turn = turn.then(() => send(rest))
  }

  function add(files: Iterable<File> | null | undefined): void {
    for (const file of files ?? []) {
      const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : ''
      const item: Item = { key: newId(), file, preview, abort: new AbortController(), part: 0 }
      set((all) => [...all, item])
      turn = turn.then(() => send(item))
    }
  }

  useEffect(() => {
    const off = new AbortController()
    const on = <K extends keyof DocumentEventMap>(name: K, then: (event: DocumentEventMap[K]) => void) =>
      document.addEventListener(name, then, off)
    const has = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true
    on('dragover', (event) => {
      if (!has(event)) return
      event.preventDefault()
      over(true)
    })
    on('dragleave', ({ relatedTarget }) => relatedTarget === null && over(false))
    on('drop', (event) => {
      over(false)
      if (!has(event)) return
      event.preventDefault()
      add(event.dataTransfer?.files)
    })
    on('paste', (event) => {
      if (!event.clipboardData?.files.length) return
      event.preventDefault()
      add(event.clipboardData.files)
    })
    return () => off.abort()
  }, [])

  const names = items.flatMap(({ file, fault }) => (fault && fault !== 'failed' ? [] : file.name))
  const unsent = [...lost, ...names].join('\n')
  useEffect(() => {
    // Afterwards: what is kept anew draws anew.
    const later = setTimeout(() => {
      if (drafts.files.join('\n') !== unsent) drafts.files = unsent ? unsent.split('\n') : []
    })
    return () => clearTimeout(later)
  }, [unsent])

  const voice = voiceType(uploads)
  const takesPictures = uploads.types.some((type) => type.startsWith('image/'))
  const picked = ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => {
    add([...(currentTarget.files ?? [])])
    lose([])
    currentTarget.value = ''
  }
  return (
    <>
      {isOver && <p class="drop">{words.drop}</p>}
      {items.length + lost.length > 0 && (
        <ul class="files">
          {lost.map((name) => (
            <Lost
              key={name}
              {...{ name, words }}
              choose={() => chosen.current?.click()}
              drop={() => lose(lost.filter((one) => one !== name))}
            />
          ))}
          {items.map((item) => (
            <Sending
              key={item.key}
              item={item}
              {...{ words, uploads }}
              language={tongue.language}
              drop={drop}
              again={again}
            />
          ))}
        </ul>
      )}
      <input ref={chosen} type="file" hidden multiple accept={uploads.types.join()} onChange={picked} />
      <button
        class="icon attach"
        type="button"
        aria-label={words.attach}
        title={words.attach}
        onClick={() => chosen.current?.click()}
      >
        <Clip />
      </button>
      {takesPictures && (
        <>
          <input ref={taken} type="file" hidden accept="image/*" capture="environment" onChange={picked} />
          <button
            class="icon attach camera"
            type="button"
            aria-label={words.camera}
            title={words.camera}
            onClick={() => taken.current?.click()}
          >
            <Camera />
          </button>
        </>
      )}
      {voice && <Voice type={voice} {...{ uploads, words }} done={(file) => add([file])} />}
    </>
  )
}

interface LostProps {
  readonly name: string
  readonly words: ReturnType<typeof wordsIn>
  readonly choose: () => void
  readonly drop: () => void
}

/** It was on its way when the page went. */
const Lost = ({ name, words, choose, drop }: LostProps) => (
  <li>
    <Clip />
    <p role="alert" class="wrong" dir="auto">
      {fill(words.lost, { name })}
    </p>
    <button class="link" type="button" onClick={choose}>
      {words.again}
    </button>
    <button
      class="icon"
      type="button"
      aria-label={`${words.remove}: ${name}`}
      title={words.remove}
      onClick={drop}
    >
      <Close />
    </button>
  </li>
)

interface SendingProps {
  readonly item: Item
  readonly words: ReturnType<typeof wordsIn>
  readonly uploads: Uploads
  readonly language: string
  readonly drop: (item: Item) => void
  readonly again: (item: Item) => void
}

function Sending({ item, words, uploads, language, drop, again }: SendingProps) {
  const { name } = item.file
  const said = fill(words[item.fault ?? 'sending'], { name, size: sizeText(uploads.most, language) })
  const label = item.fault ? words.remove : words.cancel
  return (
    <li>
      {item.preview && item.fault !== 'kind' ? <img src={item.preview} alt="" /> : <Clip />}
      <p role={item.fault ? 'alert' : 'status'} class={item.fault && 'wrong'} dir="auto">
        {said}
        {!item.fault && <progress aria-label={said} max={1} value={item.part} />}
      </p>
      {item.fault === 'failed' && (
        <button class="link" type="button" onClick={() => again(item)}>
          {words.again}
        </button>
      )}
      <button
        class="icon"
        type="button"
        aria-label={`${label}: ${name}`}
        title={label}
        onClick={() => drop(item)}
      >
        <Close />
      </button>
    </li>
  )
}
