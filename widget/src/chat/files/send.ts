/** A file on its way: made ready in the browser, a place asked for (XEP-0363), put there. */
import { FILE, OOB, SHARING, UPLOAD, URL_DATA } from '../../../../component/protocol/namespaces.js'
import { el, type Plain } from '../../shared/call/element.ts'
import type { Side } from '../wire/session.ts'
import { fitted, renamed } from './limits.ts'

/** An answer about a place, ms. */
const PLACE_WITHIN = 10_000
/** What browsers can draw is drawn anew: that takes out where and when it was taken. A GIF moves, and says nothing of that. */
const REDRAWN = /^image\/(jpe?g|png|webp|avif|bmp|hei[cf]|tiff)$/
const QUALITY = 0.86

/** @throws where a picture cannot be read. */
export async function madeReady(file: File): Promise<File> {
  if (!REDRAWN.test(file.type)) return file
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const [width, height] = fitted(bitmap.width, bitmap.height)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, QUALITY))
  if (!blob) throw new Error('not drawn')
  return new File([blob], renamed(file.name, type), { type })
}

interface Place {
  readonly put: string
  readonly get: string
  readonly headers: readonly (readonly [name: string, value: string])[]
}

/** The only headers a service may ask for (XEP-0363 §5). */
const HEADERS = ['authorization', 'cookie', 'expires']

async function place(side: Side, to: string, { name, size, type }: File): Promise<Place> {
  const asked = el('request', { xmlns: UPLOAD, filename: name, size, 'content-type': type })
  const answer = await side.ask(el('iq', { type: 'get', to }, asked), PLACE_WITHIN)
  const put = answer?.getElementsByTagName('put')[0]
  const get = answer?.getElementsByTagName('get')[0]?.getAttribute('url')
  if (!put || !get) throw new Error('no place')
  const headers = [...put.getElementsByTagName('header')]
    .map((header) => [header.getAttribute('name') ?? '', header.textContent ?? ''] as const)
    .filter(([name]) => HEADERS.includes(name.toLowerCase()))
  return { put: put.getAttribute('url') ?? '', get, headers }
}

/** `fetch` tells nobody how far it is. */
function put(
  { put: url, headers }: Place,
  file: File,
  told: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done, fail) => {
    const call = new XMLHttpRequest()
    call.open('PUT', url)
    for (const [name, value] of [...headers, ['content-type', file.type] as const])
      call.setRequestHeader(name, value)
    call.upload.onprogress = ({ loaded }) => told(loaded / file.size)
    call.onload = () => (call.status < 300 ? done() : fail(new Error(`put: ${call.status}`)))
    call.onerror = call.onabort = () => fail(new Error('put'))
    signal.onabort = () => call.abort()
    call.send(file)
  })
}

/** XEP-0066, and XEP-0447 for who understands more than an address. */
const about = (url: string, { name, size, type }: File): readonly Plain[] => [
  el('x', { xmlns: OOB }, { ...el('url'), text: url }),
  el(
    'file-sharing',
    { xmlns: SHARING, disposition: type.startsWith('image/') ? 'inline' : 'attachment' },
    el(
      'file',
      { xmlns: FILE },
      { ...el('media-type'), text: type },
      { ...el('name'), text: name },
      { ...el('size'), text: `${size}` },
    ),
    el('sources', {}, el('url-data', { xmlns: URL_DATA, target: url })),
  ),
]

/** Resolves with its address, which is then to be said by this id. @throws where it could not be put there. */
export async function upload(
  side: Side,
  to: string,
  file: File,
  id: string,
  told: (part: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const there = await place(side, to, file)
  signal.throwIfAborted()
  await put(there, file, told, signal)
  side.about(id, about(there.get, file))
  return there.get
}
