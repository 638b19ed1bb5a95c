import { expect, test } from 'vitest'
import { kid, kids, type Plain } from './element.ts'
import {
  candidateLine,
  candidatesIn,
  categoriesIn,
  descriptionOf,
  isRestart,
  withTransports,
} from './jingle-to-sdp.ts'
import { CATEGORIES, NS, type Role } from './names.ts'
import { candidateOf, contentsOf, transportsOf } from './sdp-to-jingle.ts'
import { iceServers } from './services.ts'

const FINGERPRINT =
  'AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99'
/** As a browser writes it, shortened. */
const SDP = [
  ...['v=0', 'o=- 46117327 2 IN IP4 127.0.0.1', 's=-', 't=0 0'],
  ...['a=group:BUNDLE 0 1', 'a=extmap-allow-mixed', 'a=msid-semantic: WMS m1'],
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 111 63 126', 'c=IN IP4 0.0.0.0', 'a=rtcp:9 IN IP4 0.0.0.0'],
  ...['a=ice-ufrag:abcd', 'a=ice-pwd:0123456789abcdef01234567', 'a=ice-options:trickle'],
  ...[`a=fingerprint:sha-256 ${FINGERPRINT}`, 'a=setup:actpass', 'a=mid:0'],
  ...['a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level', 'a=sendrecv', 'a=rtcp-mux'],
  ...['a=rtpmap:111 opus/48000/2', 'a=rtcp-fb:111 transport-cc', 'a=fmtp:111 minptime=10;useinbandfec=1'],
  ...['a=rtpmap:63 red/48000/2', 'a=fmtp:63 111/111', 'a=rtpmap:126 telephone-event/8000'],
  ...['a=ssrc:1001 cname:c1', 'a=ssrc:1001 msid:m1 t1'],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 96 97', 'c=IN IP4 0.0.0.0'],
  ...['a=ice-ufrag:abcd', 'a=ice-pwd:0123456789abcdef01234567'],
  ...[`a=fingerprint:sha-256 ${FINGERPRINT}`, 'a=setup:actpass', 'a=mid:1', 'a=sendonly', 'a=rtcp-mux'],
  ...['a=rtpmap:96 VP8/90000', 'a=rtcp-fb:96 nack pli', 'a=rtpmap:97 rtx/90000', 'a=fmtp:97 apt=96'],
  ...['a=ssrc-group:FID 2001 2002', 'a=ssrc:2001 cname:c1', 'a=ssrc:2002 cname:c1'],
  'a=candidate:1 1 udp 2122260223 192.0.2.7 51000 typ host generation 0',
].join('\r\n')

const jingle = (role: Role = 'initiator', categories = {}): Plain => ({
  ...{ name: 'jingle', attrs: { xmlns: NS.jingle, action: 'session-initiate', sid: 's' } },
  children: contentsOf(`${SDP}\r\n`, role, categories),
})
const described = (content: Plain | undefined): Plain => kid(content as Plain, 'description') as Plain

test('C6: what a browser describes becomes contents with formats, transport, fingerprint and group', () => {
  const [audio, video] = kids(jingle(), 'content')
  expect(audio?.attrs).toEqual({ creator: 'initiator', name: '0', senders: 'both' })
  expect(video?.attrs.senders).toBe('initiator')
  const [opus, red] = kids(described(audio), 'payload-type')
  expect(opus?.attrs).toEqual({ id: '111', name: 'opus', clockrate: '48000', channels: '2' })
  expect(kids(opus as Plain, 'parameter').map(({ attrs }) => attrs)).toEqual([
    { name: 'minptime', value: '10' },
    { name: 'useinbandfec', value: '1' },
  ])
  expect(kids(red as Plain, 'parameter').map(({ attrs }) => attrs)).toEqual([{ value: '111/111' }])
  const transport = kid(video as Plain, 'transport') as Plain
  expect(transport.attrs).toEqual({ xmlns: NS.ice, ufrag: 'abcd', pwd: '0123456789abcdef01234567' })
  expect(kid(transport, 'fingerprint')).toMatchObject({
    attrs: { hash: 'sha-256', setup: 'actpass' },
    text: FINGERPRINT,
  })
  const group = kid(jingle(), 'group') as Plain
  expect(group.attrs.semantics).toBe('BUNDLE')
  expect(kids(group, 'content').map(({ attrs }) => attrs.name)).toEqual(['0', '1'])
})

test('C6: the way back gives what a browser takes: the same lines that matter', () => {
  const lines = descriptionOf(jingle(), 'initiator').split('\r\n')
  for (const line of SDP.split('\r\n').filter((one) =>
    /^(m=|a=(rtpmap|fmtp|rtcp-fb|ssrc|mid|extmap:|ice-ufrag|ice-pwd|fingerprint|setup|candidate|group))/.test(
      one,
    ),
  ))
    expect(lines).toContain(line)
  expect(lines).toContain('a=sendonly')
})

test('C6: who sends is said by role, so that it reads the same on both sides', () => {
  const [, video] = kids(jingle('responder'), 'content')
  expect(video?.attrs.senders).toBe('responder')
  expect(descriptionOf(jingle('responder'), 'responder')).toContain('a=sendonly')
  expect(descriptionOf(jingle('responder'), 'initiator')).toContain('a=recvonly')
})

test('C6: a screen says that it is one (XEP-0507)', () => {
  const shown = jingle('initiator', { 1: CATEGORIES.screen })
  expect(categoriesIn(shown)).toEqual({ 1: 'slides' })
  expect(categoriesIn(jingle())).toEqual({})
})

test('C6: candidates go there and back; what is none is left out', () => {
  const text =
    'candidate:7 1 tcp 1518280447 192.0.2.7 9 typ srflx raddr 10.0.0.1 rport 4000 tcptype active generation 0 ufrag x'
  const candidate = candidateOf(text) as Plain
  expect(candidate.attrs).toMatchObject({
    type: 'srflx',
    'rel-addr': '10.0.0.1',
    'rel-port': '4000',
    tcptype: 'active',
  })
  expect(candidateLine(candidate)).toBe(
    'candidate:7 1 tcp 1518280447 192.0.2.7 9 typ srflx raddr 10.0.0.1 rport 4000 tcptype active generation 0',
  )
  expect(candidateOf('nonsense')).toBeUndefined()
  expect(candidatesIn(jingle())).toEqual([
    {
      sdpMid: '1',
      candidate: 'candidate:1 1 udp 2122260223 192.0.2.7 51000 typ host generation 0',
      usernameFragment: 'abcd',
    },
  ])
})

test('C6: nothing that came from elsewhere begins a line of its own', () => {
  const sly = JSON.parse(JSON.stringify(jingle()).replace('"opus"', '"opus\\r\\na=sendonly"')) as Plain
  expect(descriptionOf(sly, 'initiator').split('\r\n')).not.toContain('a=sendonly/48000/2')
})

test('C6: the server’s STUN and TURN as browsers take them (XEP-0215)', () => {
  const service = (attrs: Record<string, string>): Plain => ({ name: 'service', attrs, children: [] })
  const answer = (...services: Plain[]): Plain => ({
    ...{ name: 'iq', attrs: {} },
    children: [{ name: 'services', attrs: { xmlns: NS.services }, children: services }],
  })
  expect(
    iceServers(
      answer(
        service({ type: 'stun', host: 'turn.example', port: '3478' }),
        service({
          type: 'turn',
          host: '2001:db8::1',
          port: '3478',
          transport: 'udp',
          username: 'u',
          password: 'p',
        }),
        service({ type: 'turn', host: 'turn.example' }),
        service({ type: 'ftp', host: 'files.example' }),
      ),
    ),
  ).toEqual([
    { urls: 'stun:turn.example:3478' },
    { urls: 'turn:[2001:db8::1]:3478?transport=udp', username: 'u', credential: 'p' },
  ])
  expect(iceServers(undefined)).toEqual([])
})

test('C6: a way that is looked for again has new credentials, and everything else of the side stays', () => {
  const known = jingle()
  const info: Plain = {
    ...{ name: 'jingle', attrs: { xmlns: NS.jingle, action: 'transport-info', sid: 's' } },
    children: transportsOf(
      SDP.replaceAll('a=ice-ufrag:abcd', 'a=ice-ufrag:wxyz').replaceAll('0123456789', '9876543210'),
    ),
  }
  expect(kids(info, 'content').every((content) => kid(content, 'description') === undefined)).toBe(true)
  expect(isRestart(known, info)).toBe(true)
  expect(isRestart(withTransports(known, info), info)).toBe(false)
  // Candidates of the attempt that is known: no credentials, or the same.
  expect(isRestart(known, { ...info, children: transportsOf(SDP) })).toBe(false)
  const [was, is] = [known, withTransports(known, info)].map((one) => descriptionOf(one, 'initiator'))
  expect(is).toContain('a=ice-ufrag:wxyz')
  const others = (sdp = '') => sdp.split('\r\n').filter((line) => !line.startsWith('a=ice-'))
  expect(others(is)).toEqual(others(was))
})
