/** Headers that make browsers careful. No page of ours has an inline script or style. */
import type { Config } from '../config/types.ts'

type Directives = Readonly<Record<string, readonly string[]>>

const policy = (directives: Directives): string =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ')

/** For every answer. */
export function commonHeaders({ http }: Config): Record<string, string> {
  return {
    'X-Content-Type-Options': 'nosniff',
    // Our addresses hold parameters of the visit (`?param_...`).
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Content-Security-Policy': policy({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] }),
    ...(http.url.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  }
}

/**
 * For a page of ours that talks to the XMPP server. `framedBy`: the origins that may show it in a frame; none at all
 * without.
 */
export function pagePolicy({ http }: Config, framedBy: readonly string[]): string {
  const own = ["'self'"]
  return policy({
    'default-src': ["'none'"],
    'script-src': own,
    'style-src': own,
    'img-src': [...own, 'data:', 'blob:'],
    'media-src': [...own, 'data:', 'blob:'],
    'font-src': own,
    'worker-src': own,
    'manifest-src': own,
    'frame-src': own,
    // Older browsers do not count ws: as the same origin.
    'connect-src': [...own, http.url, http.url.replace(/^http/, 'ws')],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': framedBy.length > 0 ? framedBy : ["'none'"],
  })
}

/**
 * A page in a frame, and what it loads, must say so where the page around is isolated (COEP `require-corp`), else the
 * browser shows nothing. All that such a page of ours loads is our own.
 */
export const ISOLATED = { 'Cross-Origin-Embedder-Policy': 'require-corp' }

/** For a page that websites show in a frame. */
export const framedPage = (config: Config, framedBy: readonly string[]): Record<string, string> => ({
  ...ISOLATED,
  'Content-Security-Policy': pagePolicy(config, framedBy),
  'Cache-Control': 'no-cache',
})
