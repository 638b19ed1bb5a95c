/** What the owner of a website copies into their pages, and what keeps the widget from working there (D5, V1-V3). */
import { t } from '../words/index.ts'
import { fill } from '../words/wording.ts'
import type { BareJid, Instant } from './types.ts'

export interface Website {
  readonly id: string
  readonly name: string
  /** Where the widget comes from. */
  readonly url: string
  readonly origins: readonly string[]
  readonly accent: string
  /** Can its server sign parameters? */
  readonly signed: boolean
  readonly monitoring: string
  readonly seen: readonly { readonly origin: string; readonly allowed: boolean; readonly at: Instant }[]
  readonly workgroups: readonly BareJid[]
}

export interface SnippetChoices {
  readonly position?: 'left' | 'right'
  readonly accent?: string
  readonly label?: string
  readonly hideWhenClosed?: boolean
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

const local = (workgroup: BareJid): string => workgroup.slice(0, workgroup.indexOf('@'))

/** Only what differs from the defaults is written down. */
export function snippetOf(site: Website, workgroup: BareJid, choices: SnippetChoices = {}): string {
  const { position, accent, label, hideWhenClosed } = choices
  const attributes = [
    ['src', `${site.url}/widget.js`],
    ['data-site', site.id],
    ['data-workgroup', local(workgroup)],
    ['data-position', position],
    ['data-accent', accent && accent.toLowerCase() !== site.accent.toLowerCase() ? accent : undefined],
    ['data-label', label?.trim()],
    ['data-when-closed', hideWhenClosed ? 'hide' : undefined],
  ]
  const written = attributes.flatMap(([name, value]) => (value ? [`${name}="${escaped(value)}"`] : []))
  return `<script ${written.join(' ')} async></script>`
}

export const chatAddress = (site: Website, workgroup: BareJid): string =>
  `${site.url}/chat/${local(workgroup)}?site=${encodeURIComponent(site.id)}`

export const linkOf = (site: Website, workgroup: BareJid): string =>
  `<a href="${escaped(chatAddress(site, workgroup))}">Chat with us</a>`

export const ICON_SETS = ['badge', 'dot', 'button', 'bar', 'bubble', 'person', 'text'] as const
export type IconSet = (typeof ICON_SETS)[number]

/** `.png` is for mail programs. */
export const picturePath = (workgroup: BareJid, set: IconSet, form: 'svg' | 'png'): string =>
  `/status/${local(workgroup)}.${form}?set=${set}`

export const pictureOf = (site: Website, workgroup: BareJid, set: IconSet, form: 'svg' | 'png'): string =>
  `<a href="${escaped(chatAddress(site, workgroup))}"><img src="${escaped(site.url + picturePath(workgroup, set, form))}" alt="Chat with us" /></a>`

export interface PageFault {
  readonly what: 'address' | 'origin' | 'mixed' | 'script-src' | 'frame-src' | 'connect-src' | 'img-src'
  readonly text: string
}

/**
 * What is wrong with a page, from its address, from what its loader was seen to ask, and from the policy that it is sent
 * with (`Content-Security-Policy`), if the owner tells it. Isolation (COEP) is no fault: the widget is made for it.
 */
export function faultsOfPage(site: Website, address: string, policy: string): readonly PageFault[] {
  const page = urlOf(address)
  if (!page) return [{ what: 'address', text: t('This is no address of a page: it begins with https://.') }]
  const host = new URL(site.url)
  const listed = site.origins.includes(page.origin) || page.origin === host.origin
  return [
    ...(listed
      ? []
      : [
          {
            what: 'origin' as const,
            text: t(
              'The site "{site}" does not list {origin} ({origins}). An administrator adds it to the configuration.',
              { origin: page.origin, site: site.id, origins: site.origins.join(', ') },
            ),
          },
        ]),
    ...(page.protocol === 'https:' && host.protocol === 'http:'
      ? [
          {
            what: 'mixed' as const,
            text: t(
              'The page is loaded with https, the widget comes from {origin} without: browsers refuse that.',
              {
                origin: host.origin,
              },
            ),
          },
        ]
      : []),
    ...faultsOfPolicy(policy, page, host),
  ]
}

const NEEDED = ['script-src', 'frame-src', 'connect-src', 'img-src'] as const
const NEEDED_FOR: Readonly<Record<(typeof NEEDED)[number], string>> = {
  'script-src': t('{what} does not allow {origin}: the button cannot be loaded.'),
  'frame-src': t('{what} does not allow {origin}: the chat cannot open.'),
  'connect-src': t('{what} does not allow {origin}: the button has neither your colour nor invitations.'),
  'img-src': t('{what} does not allow {origin}: status pictures are not shown.'),
}

function faultsOfPolicy(policy: string, page: URL, host: URL): readonly PageFault[] {
  const directives = directivesOf(policy)
  return NEEDED.flatMap((what) => {
    const sources = sourcesOf(directives, what)
    if (sources === undefined || sources.some((source) => allows(source, page, host))) return []
    return [{ what, text: fill(NEEDED_FOR[what], { what, origin: host.origin }) }]
  })
}

/** By its name; of a name that stands there twice the first counts (CSP 3 §2.2.1). */
function directivesOf(policy: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const part of policy.replace(/^\s*content-security-policy\s*:/i, '').split(';')) {
    const [name = '', ...sources] = part.trim().split(/\s+/)
    if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), sources)
  }
  return found
}

/** A frame falls back to `child-src`, everything to `default-src`; what nothing is said of is allowed. */
const sourcesOf = (
  directives: ReadonlyMap<string, readonly string[]>,
  name: string,
): readonly string[] | undefined =>
  directives.get(name) ??
  (name === 'frame-src' ? directives.get('child-src') : undefined) ??
  directives.get('default-src')

/** CSP 3 §6.7.2.8, as far as an address without a path needs it. */
function allows(source: string, page: URL, host: URL): boolean {
  if (source === '*') return true
  if (source === "'self'") return page.origin === host.origin
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return source.toLowerCase() === host.protocol
  const [, scheme, name = '', port] = /^(?:(\w+):\/\/)?([^/:]+)(?::(\d+|\*))?/.exec(source) ?? []
  if (scheme && `${scheme}:` !== host.protocol && !(scheme === 'http' && host.protocol === 'https:'))
    return false
  if (!scheme && page.protocol === 'https:' && host.protocol !== 'https:') return false
  const usual = host.port === ''
  if (port === undefined ? !usual : port !== '*' && port !== (host.port || defaultPort(host))) return false
  return name.startsWith('*.')
    ? host.hostname.endsWith(name.slice(1)) && host.hostname.length > name.length - 1
    : name.toLowerCase() === host.hostname
}

const defaultPort = ({ protocol }: URL): string => (protocol === 'https:' ? '443' : '80')

function urlOf(address: string): URL | undefined {
  try {
    const url = new URL(address.trim())
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
  } catch {
    return undefined
  }
}
