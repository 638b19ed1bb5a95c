/** Sends files: a place is asked of the server, they are put there, and the room is told where. */
import type { SharedFile } from '../model/types.ts'
import { StanzaError } from '../wire/ask.ts'
import { buildSlotRequest, parseSlot } from '../wire/file.ts'
import { t } from '../words/index.ts'
import type { Hands } from './hands.ts'

/** Why a file was not sent, in words. */
const REFUSED: Readonly<Record<string, (name: string) => string>> = {
  'not-acceptable': (name) => t('{name} is too large for the server.', { name }),
  'resource-constraint': (name) => t('{name} is more than the server takes today.', { name }),
}

/** Who waits for a file: told how far it is (from 0 to 1), and free to give it up. */
export interface Progress {
  readonly signal: AbortSignal
  told(part: number): void
}

/** `fetch` tells nobody how far it is. */
const place = (
  url: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  { signal, told }: Progress,
): Promise<void> =>
  new Promise((done, fail) => {
    const call = new XMLHttpRequest()
    call.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value)
    call.upload.onprogress = ({ loaded }) => told(loaded / Math.max(1, file.size))
    call.onload = () => (call.status < 300 ? done() : fail(new Error(`put: ${call.status}`)))
    call.onerror = call.onabort = () => fail(new Error('put'))
    signal.onabort = () => call.abort()
    call.send(file)
  })

/** Resolves with where the file lies; tells the operator when it does not. */
export async function upload(hands: Hands, file: File, progress: Progress): Promise<SharedFile | undefined> {
  const about = {
    url: '',
    name: file.name || 'picture.png',
    size: file.size,
    type: file.type || 'application/octet-stream',
  }
  try {
    const { jid } = hands.link
    const reply = await hands.link.ask(buildSlotRequest(`upload.${jid.slice(jid.indexOf('@') + 1)}`, about))
    const slot = parseSlot(reply)
    if (!slot) throw new StanzaError('undefined-condition')
    const { put, get: url, headers } = slot
    await place(put, { ...headers, 'content-type': about.type }, file, progress)
    return { ...about, url }
  } catch (error) {
    if (progress.signal.aborted) return undefined
    const refused = error instanceof StanzaError ? REFUSED[error.condition] : undefined
    const text = refused?.(about.name) ?? t('{name} could not be sent; try again.', { name: about.name })
    hands.tell({ is: 'told', tone: 'bad', text })
    return undefined
  }
}
