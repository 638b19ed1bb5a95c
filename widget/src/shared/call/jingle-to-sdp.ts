/** From the contents of a Jingle session to a session description that browsers take (`sdp-to-jingle.ts` is the way there). */
import { kid, kids, type Plain } from './element.ts'
import { NS, type Role } from './names.ts'
import { otherRole } from './sdp-to-jingle.ts'

/** `remote` is the role of who has sent the contents. Everything is bundled into one transport where the contents say so. */
export function descriptionOf(jingle: Plain, remote: Role): string {
  const group = kid(jingle, 'group')
  const bundled = group ? kids(group, 'content').map(({ attrs }) => attrs.name) : []
  const lines = [
    ...['v=0', 'o=- 0 0 IN IP4 0.0.0.0', 's=-', 't=0 0'],
    ...(bundled.length > 0
      ? [`a=group:${line(group?.attrs.semantics ?? 'BUNDLE')} ${bundled.map(line).join(' ')}`]
      : []),
    'a=msid-semantic: WMS *',
    ...kids(jingle, 'content').flatMap((content) => mediaOf(content, remote)),
  ]
  return lines.map((text) => `${text}\r\n`).join('')
}

/** What comes from elsewhere begins no line of its own. */
const line = (text: string | undefined): string => (text ?? '').replace(/[\r\n]+/g, ' ')

function mediaOf(content: Plain, remote: Role): string[] {
  const description = kid(content, 'description')
  const transport = kid(content, 'transport')
  if (!description || !transport) return []
  const formats = kids(description, 'payload-type')
  const ids = formats.map(({ attrs }) => attrs.id).join(' ')
  return [
    `m=${description.attrs.media} 9 UDP/TLS/RTP/SAVPF ${ids}`,
    'c=IN IP4 0.0.0.0',
    'a=rtcp:9 IN IP4 0.0.0.0',
    ...transportLines(transport),
    `a=mid:${content.attrs.name}`,
    `a=${directionOf(content.attrs.senders, remote)}`,
    ...(kid(description, 'rtcp-mux') ? ['a=rtcp-mux'] : []),
    ...(kid(description, 'extmap-allow-mixed') ? ['a=extmap-allow-mixed'] : []),
    ...kids(description, 'rtp-hdrext').map(({ attrs }) => `a=extmap:${attrs.id} ${attrs.uri}`),
    ...formats.flatMap(formatLines),
    ...kids(description, 'rtcp-fb').map((one) => feedbackLine('*', one)),
    ...kids(description, 'ssrc-group').map(
      (one) =>
        `a=ssrc-group:${one.attrs.semantics} ${kids(one, 'source')
          .map(({ attrs }) => attrs.ssrc)
          .join(' ')}`,
    ),
    ...kids(description, 'source').flatMap(sourceLines),
    ...kids(transport, 'candidate').map((one) => `a=${candidateLine(one)}`),
  ].map(line)
}

function transportLines(transport: Plain): string[] {
  const print = kid(transport, 'fingerprint')
  return [
    `a=ice-ufrag:${transport.attrs.ufrag}`,
    `a=ice-pwd:${transport.attrs.pwd}`,
    'a=ice-options:trickle',
    ...(print
      ? [`a=fingerprint:${print.attrs.hash} ${print.text ?? ''}`, `a=setup:${print.attrs.setup ?? 'actpass'}`]
      : []),
  ]
}

function directionOf(senders: string | undefined, remote: Role): string {
  if (senders === remote) return 'sendonly'
  if (senders === otherRole(remote)) return 'recvonly'
  return senders === 'none' ? 'inactive' : 'sendrecv'
}

function formatLines(format: Plain): string[] {
  const { id, name, clockrate, channels } = format.attrs
  const words = kids(format, 'parameter').map(({ attrs }) =>
    attrs.name === undefined ? attrs.value : `${attrs.name}=${attrs.value}`,
  )
  return [
    ...(name
      ? [`a=rtpmap:${id} ${name}/${clockrate}${channels && channels !== '1' ? `/${channels}` : ''}`]
      : []),
    ...kids(format, 'rtcp-fb').map((one) => feedbackLine(id, one)),
    ...(words.length > 0 ? [`a=fmtp:${id} ${words.join(';')}`] : []),
  ]
}

const feedbackLine = (id: string | undefined, { attrs }: Plain): string =>
  `a=rtcp-fb:${id} ${attrs.type}${attrs.subtype ? ` ${attrs.subtype}` : ''}`

const sourceLines = (source: Plain): string[] =>
  kids(source, 'parameter').map(
    ({ attrs }) => `a=ssrc:${source.attrs.ssrc} ${attrs.name}:${attrs.value ?? ''}`,
  )

/** As `RTCIceCandidate` takes it. */
export function candidateLine({ attrs }: Plain): string {
  const { foundation, component, protocol, priority, ip, port, type, generation } = attrs
  const more = [
    attrs['rel-addr'] && `raddr ${attrs['rel-addr']} rport ${attrs['rel-port'] ?? 0}`,
    attrs.tcptype && `tcptype ${attrs.tcptype}`,
    `generation ${generation ?? 0}`,
  ].filter(Boolean)
  return line(
    `candidate:${foundation} ${component} ${protocol} ${priority} ${ip} ${port} typ ${type} ${more.join(' ')}`,
  )
}

interface Candidate {
  readonly sdpMid: string
  readonly candidate: string
  readonly usernameFragment?: string
}

/** The candidates of a transport-info, each with the content and the attempt it belongs to. */
export const candidatesIn = (jingle: Plain): Candidate[] =>
  kids(jingle, 'content').flatMap((content) => {
    const transport = kid(content, 'transport')
    const usernameFragment = transport?.attrs.ufrag
    return kids(transport ?? content, 'candidate').map((one) => ({
      sdpMid: content.attrs.name ?? '',
      candidate: candidateLine(one),
      ...(usernameFragment && { usernameFragment }),
    }))
  })

const ufragsIn = (jingle: Plain): (string | undefined)[] =>
  kids(jingle, 'content').map((content) => kid(content, 'transport')?.attrs.ufrag)

/** Are these the credentials of another attempt (XEP-0176, ICE restarts) than those known from this side? */
export function isRestart(known: Plain, info: Plain): boolean {
  const hasPassword = kids(info, 'content').some((content) => kid(content, 'transport')?.attrs.pwd)
  return hasPassword && ufragsIn(info).some((ufrag) => !ufragsIn(known).includes(ufrag))
}

/** What is known of a side, with the transports that it has named anew; what is bundled has the same one. */
export function withTransports(known: Plain, info: Plain): Plain {
  const fresh = kids(info, 'content').map((content) => ({
    name: content.attrs.name,
    transport: kid(content, 'transport'),
  }))
  const renewed = (content: Plain): Plain => {
    const { transport } = fresh.find(({ name }) => name === content.attrs.name) ?? fresh[0] ?? {}
    const old = kid(content, 'transport')
    if (content.name !== 'content' || !transport || !old) return content
    const print = kid(transport, 'fingerprint') ?? kid(old, 'fingerprint')
    const others = transport.children.filter(({ name }) => name !== 'fingerprint')
    const next = { ...transport, children: print ? [print, ...others] : others }
    return { ...content, children: content.children.map((one) => (one === old ? next : one)) }
  }
  return { ...known, children: known.children.map(renewed) }
}

/** What stands in the picture of each content (XEP-0507), by the content's name. */
export const categoriesIn = (jingle: Plain): Readonly<Record<string, string>> =>
  Object.fromEntries(
    kids(jingle, 'content').flatMap((content) => {
      const description = kid(content, 'description')
      const found =
        description && kids(description, 'category').find(({ attrs }) => attrs.xmlns === NS.category)
      return found?.attrs.name ? [[content.attrs.name ?? '', found.attrs.name]] : []
    }),
  )
