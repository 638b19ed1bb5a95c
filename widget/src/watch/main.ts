/**
 * `watch.js`: fetched by the loader where the site has switched monitoring on, or asks its visitors whether it may (
 * V7). While the page is looked at it keeps one connection to Parlor, through which an operator's invitation comes (R7). Only
 * then is anything stored: a random name of this tab, in its sessionStorage. No cookies.
 */
import { type Handed, VERSION } from '../shared/bridge.ts'
import { Card } from './card.ts'
import { decline, type Heard, stay } from './presence.ts'

/** What the loader hands over: the data of its script, its frame, and what changes. */
type Now = () => readonly [handed: Handed, running: boolean]

const self = new URL(import.meta.url)
const KEY = 'parlor-visitor'
/** Stays in the browser, and only where a rule of the site asks for it, or the visitor has agreed: how many visits, and a random name. */
const BEFORE = 'parlor-before'

/** As browsers say it; `doNotTrack` has been spelt in several ways. */
const saysNo = (): boolean =>
  ['1', 'yes'].includes(navigator.doNotTrack ?? '') ||
  (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true

const hasAgreed = ({ consent }: DOMStringMap): boolean => consent !== undefined && consent !== 'false'

/** What is kept of the visit in this tab: its name, and words on it. */
type Mark = 'asked' | 'returning'
let visitor = ''
let marks: string[] = []
/** Which visit this is; 0: nobody counts. */
let visits = 0
/** What the visitor has agreed to be called on this site. */
let known = ''
const asksBefore = self.searchParams.has('returning')

/** Storage may be refused by the browser: then each page is somebody new. */
function recall(agreed: boolean): void {
  try {
    ;[visitor = '', ...marks] = sessionStorage.getItem(KEY)?.split(' ') ?? []
    if (!agreed && !asksBefore) return
    const [count, name] = localStorage.getItem(BEFORE)?.split(' ') ?? []
    if (!visitor && count) marks = ['returning']
    visits ||= Number(count ?? 0) + (visitor && count ? 0 : 1)
    if (agreed) known = name || crypto.randomUUID()
  } catch {}
}

function remember(name: string, mark?: Mark): void {
  visitor = name
  if (mark && !marks.includes(mark)) marks.push(mark)
  try {
    sessionStorage.setItem(KEY, [visitor, ...marks].join(' '))
    if (visits) localStorage.setItem(BEFORE, `${visits} ${known}`.trim())
  } catch {}
}

function forget(): void {
  visitor = known = ''
  marks = []
  visits = 0
  try {
    sessionStorage.removeItem(KEY)
    localStorage.removeItem(BEFORE)
  } catch {}
}

const has = (mark: Mark): boolean => marks.includes(mark)

export function watch(set: DOMStringMap, frame: HTMLIFrameElement, now: Now): void {
  if (saysNo()) return
  const { origin, searchParams } = self
  const mayWatch = () => (searchParams.has('consent') ? hasAgreed(set) : set.consent !== 'false')
  const card = new Card(set)
  let here: AbortController | undefined
  let told = ''
  /** The invitation by rule that is before their eyes. */
  let suggested = ''
  /** The frame listens. */
  let isThere = false

  /** Whoever opens the panel while an invitation is there follows it, too. */
  const address = (invitation: string) =>
    `${origin}/widget/frame.html?${new URLSearchParams({
      ...{ site: set.site ?? '', workgroup: set.workgroup ?? '' },
      ...{ host: location.origin, invited: invitation },
    })}`

  /** Once in a visit. */
  function settle(): void {
    if (!suggested) return
    remember(visitor, 'asked')
    void decline(origin, suggested, false)
    suggested = ''
  }

  function over(): void {
    suggested = ''
    if (!frame.isConnected) frame.removeAttribute('src')
    card.hide()
  }

  /** What the visitor has let us see goes with their request: the frame says by this name whose it is. */
  function introduce(): void {
    if (isThere && visitor)
      frame.contentWindow?.postMessage({ parlor: VERSION, is: 'watched', visitor }, origin)
  }

  const hear: { [K in Heard['is']]: (heard: Extract<Heard, { is: K }>) => void } = {
    here(it) {
      remember(it.visitor)
      introduce()
    },
    elsewhere: () => leave(),
    over,
    suggested(asked) {
      if (has('asked')) return
      suggested = asked.invitation
      const [, running] = now()
      // Whoever has opened the panel knows that there is somebody.
      if (running || frame.isConnected) return settle()
      card.show(asked, (yes) => {
        card.hide()
        settle()
        if (yes) window.Parlor?.open()
      })
    },
    invited(invited) {
      suggested = ''
      const [, running] = now()
      if (running) return void decline(origin, invited.invitation, true)
      const src = address(invited.invitation)
      if (!frame.isConnected) frame.src = src
      card.show(invited, (yes) => {
        if (!yes) {
          over()
          return void decline(origin, invited.invitation, false)
        }
        card.hide()
        if (frame.isConnected) frame.src = src
        window.Parlor?.open()
      })
    },
  }

  const about = () => {
    const [handed, busy] = now()
    const { site, workgroup } = set
    told = location.href
    return {
      ...{ site, workgroup, page: told, title: document.title, referrer: document.referrer },
      ...{ language: document.documentElement.lang || navigator.language, ...handed, busy },
      ...{ visitor: visitor || undefined, consent: hasAgreed(set) },
      ...{ returning: has('returning'), asked: has('asked') },
      ...(known && { visits, known }),
    }
  }

  function leave(): void {
    here?.abort()
    here = undefined
  }

  /** One connection while the page is before the visitor's eyes, and they have not said no. */
  function look(): void {
    if (!mayWatch()) {
      leave()
      over()
      // Where a site tells on each page that they have agreed, it has not said anything yet.
      if (set.consent === 'false') forget()
    } else if (document.visibilityState !== 'visible') leave()
    else if (!here) {
      recall(hasAgreed(set))
      here = new AbortController()
      void stay(origin, about, (heard) => hear[heard.is](heard as never), here.signal)
    }
  }

  const { Parlor } = window
  if (Parlor) {
    const { consent } = Parlor
    Parlor.consent = (given) => {
      consent(given)
      look()
      return given
    }
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('pagehide', leave)
  addEventListener('pageshow', look)
  // Sites that change the page without loading another.
  ;(window as { navigation?: EventTarget }).navigation?.addEventListener('navigatesuccess', () => {
    if (location.href === told || !here) return
    leave()
    look()
  })
  addEventListener('message', ({ source, data }) => {
    if (source !== null && source === frame.contentWindow && data?.is === 'ready') {
      card.hide()
      settle()
      isThere = true
      introduce()
    }
  })
  look()
}
