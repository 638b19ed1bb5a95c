/**
 * From a session description (RFC 8866, as browsers write it) to the contents of a Jingle session: XEP-0167 and XEP-0176, with
 * XEP-0293 (feedback), XEP-0294 (header extensions), XEP-0320 (DTLS), XEP-0338 (groups), XEP-0339 (sources), XEP-0507 (what the
 * picture is).
 */
import { el, type Plain } from './element.ts'
import { NS, type Role, type Senders } from './names.ts'

/** Attribute lines of one part: `a=rtpmap:111 opus/48000/2` is `['rtpmap', '111 opus/48000/2']`. */
type Line = readonly [name: string, value: string]

interface Part {
  /** What stands after `m=`. */
  readonly media: string
  readonly lines: readonly Line[]
}

/** The part before the first `m=`, then one for each. */
export function partsOf(sdp: string): readonly Part[] {
  return sdp.split(/\r?\n(?=m=)/).map((text, index) => {
    const lines = text.split(/\r?\n/)
    return {
      media: index === 0 ? '' : (lines[0] ?? '').slice(2),
      lines: lines.filter((line) => line.startsWith('a=')).map(attribute),
    }
  })
}

function attribute(line: string): Line {
  const colon = line.indexOf(':')
  return colon < 0 ? [line.slice(2), ''] : [line.slice(2, colon), line.slice(colon + 1)]
}

const all = ({ lines }: Part, name: string): string[] =>
  lines.flatMap(([key, value]) => (key === name ? [value] : []))
const first = (part: Part, name: string): string | undefined => all(part, name)[0]
const has = ({ lines }: Part, name: string): boolean => lines.some(([key]) => key === name)

/** `111 opus/48000/2` is `['111', 'opus/48000/2']`. */
const cut = (text: string, at = ' '): readonly [string, string] => {
  const index = text.indexOf(at)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)]
}

/** `local` is the role of who has written the description. */
export function contentsOf(
  sdp: string,
  local: Role,
  categories: Readonly<Record<string, string>> = {},
): Plain[] {
  const [session, ...medias] = partsOf(sdp)
  if (!session) return []
  const contents = medias.map((part) => content(part, session, local, categories))
  const group = first(session, 'group')
  if (group === undefined) return contents
  const [semantics, ...names] = group.split(' ')
  const members = names.map((name) => el('content', { name }))
  return [...contents, el('group', { xmlns: NS.group, semantics }, ...members)]
}

/** The transports alone: what is said when the way is looked for again. */
export function transportsOf(sdp: string): Plain[] {
  const [session, ...medias] = partsOf(sdp)
  if (!session) return []
  return medias.map((part) =>
    el(
      'content',
      { creator: 'initiator', name: first(part, 'mid') ?? part.media.split(' ')[0] },
      transport(part, session),
    ),
  )
}

function content(
  part: Part,
  session: Part,
  local: Role,
  categories: Readonly<Record<string, string>>,
): Plain {
  const [kind = '', , , ...formats] = part.media.split(' ')
  const name = first(part, 'mid') ?? kind
  const category = categories[name]
  return el(
    'content',
    { creator: 'initiator', name, senders: sendersOf(part, local) },
    el(
      'description',
      { xmlns: NS.rtp, media: kind },
      category !== undefined && el('category', { xmlns: NS.category, name: category }),
      ...formats.map((id) => payloadType(part, id)),
      ...feedback(part, '*'),
      ...all(part, 'extmap').map(extension),
      has(part, 'extmap-allow-mixed') || has(session, 'extmap-allow-mixed')
        ? el('extmap-allow-mixed', { xmlns: NS.extensions })
        : undefined,
      has(part, 'rtcp-mux') && el('rtcp-mux'),
      ...sources(part),
    ),
    transport(part, session),
  )
}

const DIRECTIONS: readonly (readonly [name: string, local: Senders | 'local' | 'remote'])[] = [
  ['sendrecv', 'both'],
  ['sendonly', 'local'],
  ['recvonly', 'remote'],
  ['inactive', 'none'],
]

export const otherRole = (role: Role): Role => (role === 'initiator' ? 'responder' : 'initiator')

function sendersOf(part: Part, local: Role): Senders {
  const found = DIRECTIONS.find(([name]) => has(part, name))?.[1] ?? 'both'
  if (found === 'local') return local
  return found === 'remote' ? otherRole(local) : found
}

function payloadType(part: Part, id: string): Plain {
  const [, map = ''] =
    all(part, 'rtpmap')
      .map((value) => cut(value))
      .find(([format]) => format === id) ?? []
  const [name, clockrate, channels] = map.split('/')
  const [, words = ''] =
    all(part, 'fmtp')
      .map((value) => cut(value))
      .find(([format]) => format === id) ?? []
  return el(
    'payload-type',
    { id, name: name || undefined, clockrate, channels },
    ...words.split(';').filter(Boolean).map(parameter),
    ...feedback(part, id),
  )
}

/** Some have a value alone (`0-15` of telephone-event). */
function parameter(text: string): Plain {
  const [name, value] = cut(text.trim(), '=')
  return text.includes('=') ? el('parameter', { name, value }) : el('parameter', { value: name })
}

const feedback = (part: Part, id: string): Plain[] =>
  all(part, 'rtcp-fb')
    .map((value) => value.split(' '))
    .filter(([format]) => format === id)
    .map(([, type, ...subtype]) =>
      el('rtcp-fb', { xmlns: NS.feedback, type, subtype: subtype.join(' ') || undefined }),
    )

/** `3/sendonly urn:...` has a direction; senders of a call need none. */
function extension(value: string): Plain {
  const [id, uri] = cut(value)
  return el('rtp-hdrext', { xmlns: NS.extensions, id: id.split('/')[0], uri: uri.split(' ')[0] })
}

function sources(part: Part): Plain[] {
  const bySource = new Map<string, Plain[]>()
  for (const value of all(part, 'ssrc')) {
    const [ssrc, words] = cut(value)
    const [name, text] = cut(words, ':')
    bySource.set(ssrc, [...(bySource.get(ssrc) ?? []), el('parameter', { name, value: text })])
  }
  const groups = all(part, 'ssrc-group').map((value) => {
    const [semantics, ...ids] = value.split(' ')
    return el('ssrc-group', { xmlns: NS.sources, semantics }, ...ids.map((ssrc) => el('source', { ssrc })))
  })
  const each = [...bySource].map(([ssrc, parameters]) =>
    el('source', { xmlns: NS.sources, ssrc }, ...parameters),
  )
  return [...each, ...groups]
}

function transport(part: Part, session: Part): Plain {
  const either = (name: string) => first(part, name) ?? first(session, name)
  const print = either('fingerprint')
  return el(
    'transport',
    { xmlns: NS.ice, ufrag: either('ice-ufrag'), pwd: either('ice-pwd') },
    print !== undefined && fingerprint(print, either('setup')),
    ...all(part, 'candidate').flatMap((value) => candidateOf(value) ?? []),
  )
}

function fingerprint(value: string, setup: string | undefined): Plain {
  const [hash, print] = cut(value)
  return { ...el('fingerprint', { xmlns: NS.dtls, hash, setup }), text: print }
}

const OPTIONAL: Readonly<Record<string, string>> = {
  raddr: 'rel-addr',
  rport: 'rel-port',
  tcptype: 'tcptype',
}

/** `candidate:` may stand before it, as in what the browser tells of each. */
export function candidateOf(text: string): Plain | undefined {
  const words = text
    .replace(/^candidate:/, '')
    .trim()
    .split(/\s+/)
  const [foundation, component, protocol, priority, ip, port, typ, type, ...more] = words
  if (typ !== 'typ' || foundation === undefined || protocol === undefined) return undefined
  const pairs = more.flatMap((word, at) => (at % 2 === 0 ? [[word, more[at + 1] ?? '']] : []))
  const known = pairs.flatMap(([key = '', value = '']) => (OPTIONAL[key] ? [[OPTIONAL[key], value]] : []))
  const generation = pairs.find(([key]) => key === 'generation')?.[1] ?? '0'
  return el('candidate', {
    ...{ foundation, component, protocol: protocol.toLowerCase(), priority, ip, port, type, generation },
    ...Object.fromEntries(known),
    id: `${foundation}-${component}-${port}`,
    network: '0',
  })
}
