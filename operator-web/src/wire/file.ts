// Files: XEP-0363 asks for a place, XEP-0066 and XEP-0447 (with XEP-0446) say what lies there.
import * as NS from '../../../component/protocol/namespaces.js'
import type { SharedFile } from '../model/types.ts'
import { countOf, type Element, textOf, xml } from './xml.ts'

export const buildSlotRequest = (service: string, { name, size, type }: SharedFile): Element =>
  xml(
    'iq',
    { type: 'get', to: service },
    xml('request', { xmlns: NS.UPLOAD, filename: name, size: String(size ?? 0), 'content-type': type }),
  )

export interface Slot {
  readonly put: string
  readonly get: string
  readonly headers: Readonly<Record<string, string>>
}

/** The only headers a service may ask for (XEP-0363 §5). */
const HEADERS = ['authorization', 'cookie', 'expires']

export function parseSlot(reply: Element): Slot | undefined {
  const slot = reply.getChild('slot', NS.UPLOAD)
  const put = slot?.getChild('put')
  const get = slot?.getChild('get')?.attrs.url
  if (!put?.attrs.url || !get) return undefined
  const headers = put
    .getChildren('header')
    .map(
      (header) => [(header.attrs.name ?? '').toLowerCase(), header.getText().replace(/[\r\n]/g, '')] as const,
    )
    .filter(([name]) => HEADERS.includes(name))
  return { put: put.attrs.url, get, headers: Object.fromEntries(headers) }
}

export const fileChildren = ({ url, name, size, type }: SharedFile): readonly Element[] => [
  xml('x', { xmlns: NS.OOB }, xml('url', {}, url)),
  xml(
    'file-sharing',
    { xmlns: NS.SHARING, disposition: type?.startsWith('image/') ? 'inline' : 'attachment' },
    xml(
      'file',
      { xmlns: NS.FILE },
      type && xml('media-type', {}, type),
      xml('name', {}, name),
      size !== undefined && xml('size', {}, String(size)),
    ),
    xml('sources', {}, xml('url-data', { xmlns: NS.URL_DATA, target: url })),
  ),
]

/** Pictures that browsers show, by how their names end. */
const PICTURES: Readonly<Record<string, string>> = {
  ...{ png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' },
  ...{ jpg: 'image/jpeg', jpeg: 'image/jpeg' },
}

/** A message is a file when its words are the address of it, and nothing more (XEP-0066 in chat). */
export function parseFile(message: Element, body: string): SharedFile | undefined {
  const url = textOf(message.getChild('x', NS.OOB) ?? message, 'url')
  if (!url || url !== body.trim() || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return undefined
  const file = message.getChild('file-sharing', NS.SHARING)?.getChild('file', NS.FILE)
  const size = countOf(file?.getChildText('size'))
  const name = (file && textOf(file, 'name')) ?? lastOf(url)
  // Most clients send the address alone.
  const type =
    (file && textOf(file, 'media-type')) ?? PICTURES[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '']
  return {
    url,
    name,
    ...(size !== undefined && { size }),
    ...(type && { type }),
  }
}

function lastOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) || 'file'
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
