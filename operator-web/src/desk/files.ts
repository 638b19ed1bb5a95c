/** Sends files: a place is asked of the server, they are put there, and the room is told where. */
import type { SharedFile } from '../model/types.ts'
import { StanzaError } from '../wire/ask.ts'
import { buildSlotRequest, parseSlot } from '../wire/file.ts'
import type { Hands } from './hands.ts'

/** Why a file was not sent, in words. */
const REFUSED: Readonly<Record<string, string>> = {
  'not-acceptable': 'is too large for the server',
  'resource-constraint': 'is more than the server takes today',
}

/** Resolves with where the file lies; tells the operator when it does not. */
export async function upload(hands: Hands, file: File): Promise<SharedFile | undefined> {
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
    const answer = await fetch(put, {
      method: 'PUT',
      body: file,
      headers: { ...headers, 'content-type': about.type },
      credentials: 'omit',
    })
    if (!answer.ok) throw new Error(`put: ${answer.status}`)
    return { ...about, url }
  } catch (error) {
    const why = (error instanceof StanzaError && REFUSED[error.condition]) ?? 'could not be sent; try again'
    hands.tell({ is: 'told', tone: 'bad', text: `${about.name} ${why}.` })
    return undefined
  }
}
