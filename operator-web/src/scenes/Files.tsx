import { type ClipboardEvent, type DragEvent, useEffect, useState } from 'react'
import { Button, FileTrigger } from 'react-aria-components'
import { sizeText } from '../components/FileBubble.tsx'
import { Icon } from '../components/Icon.tsx'
import { useApp } from '../hooks/use-app.ts'
import type { Chat } from '../model/types.ts'
import { t } from '../words/index.ts'

export interface Files {
  readonly chosen: readonly File[]
  readonly add: (files: readonly File[]) => void
  readonly remove: (file: File) => void
  /** Those that were not sent stay. */
  readonly send: () => Promise<void>
  readonly busy: boolean
  /** How far the one is that is being sent, from 0 to 1. */
  readonly sending: { readonly file: File; readonly part: number; readonly stop: () => void } | undefined
  /** For what files can be dropped on, or pasted into. */
  readonly target: {
    readonly onPaste: (event: ClipboardEvent) => void
    readonly onDragOver: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
  }
}

/** What goes along with the next message: looked at before it is sent. */
export function useFiles(chat: Chat): Files {
  const app = useApp()
  const [chosen, setChosen] = useState<readonly File[]>([])
  const [sending, setSending] = useState<Files['sending']>()
  const [busy, setBusy] = useState(false)
  const add = (files: readonly File[]) => setChosen((before) => [...before, ...files])
  const remove = (file: File) => setChosen((before) => before.filter((one) => one !== file))
  const take = (event: ClipboardEvent | DragEvent, from: DataTransfer) => {
    if (from.files.length === 0) return
    event.preventDefault()
    add([...from.files])
  }
  const send = async () => {
    setBusy(true)
    for (const file of chosen) {
      const given = new AbortController()
      const told = (part: number) => setSending({ file, part, stop: () => given.abort() })
      told(0)
      const isSaid = await app.shell?.sayFile(chat.room, file, { signal: given.signal, told })
      if (isSaid || given.signal.aborted) remove(file)
    }
    setSending(undefined)
    setBusy(false)
  }
  return {
    ...{ chosen, add, remove, send, busy, sending },
    target: {
      onPaste: (event) => take(event, event.clipboardData),
      onDragOver: (event) => event.dataTransfer.types.includes('Files') && event.preventDefault(),
      onDrop: (event) => take(event, event.dataTransfer),
    },
  }
}

export const AttachButton = ({ files }: { files: Files }) => (
  <FileTrigger allowsMultiple onSelect={(list) => list && files.add([...list])}>
    <Button className="tool" aria-label={t('Attach files')}>
      <Icon name="clip" />
    </Button>
  </FileTrigger>
)

export function ChosenFiles({ files }: { files: Files }) {
  if (files.chosen.length === 0) return null
  return (
    <ul className="chosen" aria-label={t('Files to be sent')}>
      {files.chosen.map((file) => (
        <li key={`${file.name} ${file.size} ${file.lastModified}`} className="chosen-file">
          <Preview file={file} />
          <span className="file-name">
            <bdi>{file.name}</bdi> <small>{files.busy ? t('being sent ...') : sizeText(file.size)}</small>
            {files.sending?.file === file && (
              <progress
                aria-label={t('Sending {name}', { name: file.name })}
                max={1}
                value={files.sending.part}
              />
            )}
          </span>
          {files.sending?.file === file && (
            <Button
              className="quiet-button"
              aria-label={t('Stop sending {name}', { name: file.name })}
              onPress={files.sending.stop}
            >
              <Icon name="end" />
            </Button>
          )}
          {!files.busy && (
            <Button
              className="quiet-button"
              aria-label={t('Leave {name} out', { name: file.name })}
              onPress={() => files.remove(file)}
            >
              <Icon name="end" />
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}

function Preview({ file }: { file: File }) {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!/^image\/(?:png|jpeg|gif|webp|avif)$/.test(file.type)) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  return url ? <img className="chosen-picture" src={url} alt="" /> : <Icon name="clip" />
}
