/**
 * The panel. Its shell is drawn by the loader, so that it is there at the click, and whatever becomes of the network; the frame
 * comes over it when it has something to show.
 */
import { make, origin, root, set, shadow, who } from './page.ts'

/** What it needs to know of the site (`/api/look` of urn:parlor:1 §1). */
export interface LookedUp {
  readonly site?: { readonly name: string; readonly accent: string; readonly watch?: string }
  readonly workgroup?: { readonly name: string; readonly jid: string; readonly allow?: string }
  readonly availability?: { readonly open: boolean }
  readonly button?: {
    readonly allowed: boolean
    readonly words: Readonly<Record<'chat' | 'close' | 'moment' | 'offline' | 'refused' | 'page', string>>
  }
  /** Why there is none. */
  readonly detail?: string
}

/** Between two tries, ms. */
const FIRST = 1_000
const LONGEST = 30_000
/** A frame that has come speaks at once, ms. */
const SPEAKS_WITHIN = 1_000
const COMES_WITHIN = 20_000

export const frame = make('iframe')
const panel = make('section')
const name = make('span')
export const cross = make('button')
const sentence = make('p')
const elsewhere = make('a')

/** Until the first answer, and without any. */
export let look: LookedUp = {}
export let isReady = false
let pause = FIRST
let timer: ReturnType<typeof setTimeout> | undefined
let told = ''

/** Asks Parlor how things are; what is wrong is said where the site's owner looks. False: it cannot be reached. */
export async function lookUp(cache?: RequestCache): Promise<boolean> {
  const language = root.lang || navigator.language
  try {
    const answer = await fetch(
      `${origin}/api/look${who}&host=${location.origin}&language=${language}`,
      cache && { cache },
    )
    look = await answer.json()
  } catch {
    return false
  }
  const { site, button, detail } = look
  const fault = button?.allowed
    ? ''
    : (detail ?? (site && `add ${location.origin} to the origins of the site "${set.site}"`))
  if (fault && fault !== told) console.error(`Parlor: ${fault}`)
  told = fault ?? ''
  return true
}

const words = () => look.button?.words

function say(text = words()?.moment ?? '...', link = ''): void {
  name.textContent = look.site ? `${look.site.name} ${look.workgroup?.name}` : ''
  sentence.textContent = text
  elsewhere.textContent = link
}

/** In the page, shown or not. */
export function build(): void {
  if (panel.isConnected) return
  const header = make('header')
  header.append(name, cross)
  cross.ariaLabel = words()?.close ?? 'Close'
  header.dir = root.dir || 'ltr'
  name.dir = sentence.dir = 'auto'
  sentence.role = 'status'
  elsewhere.href = `${origin}/chat/${set.workgroup ?? ''}`
  elsewhere.target = '_blank'
  const more = make('p')
  more.append(elsewhere)
  panel.append(header, sentence, more)
  shadow.append(panel)
  say()
  if (navigator.onLine && look.button?.allowed !== false) load()
  else void again()
}

function load(): void {
  frame.title = set.label ?? words()?.chat ?? 'Chat'
  // Without this the browser refuses them to a frame; the person is asked all the same.
  frame.allow = look.workgroup?.allow ?? ''
  frame.src ||= `${origin}/widget/frame.html${who}&host=${location.origin}`
  panel.append(frame)
  wait(COMES_WITHIN)
}

function wait(ms: number): void {
  clearTimeout(timer)
  if (!isReady) timer = setTimeout(again, ms)
}

// What the browser shows in place of a frame that has not come is a page, too.
frame.onload = () => wait(SPEAKS_WITHIN)

/** It has something to show. */
export function ready(): void {
  isReady = true
  clearTimeout(timer)
  panel.className = 'ready'
}

/** There is no frame: the reason, and another try when there may be one. */
export async function again(): Promise<void> {
  if (isReady || !panel.isConnected) return
  frame.remove()
  wait(pause)
  pause = Math.min(pause * 2, LONGEST)
  say(words()?.offline ?? 'There is no connection. We keep trying.')
  if (!(await lookUp('no-cache')) || isReady || frame.isConnected) return
  const { button } = look
  if (button?.allowed) load()
  else if (button) say(button.words.refused, button.words.page)
}
addEventListener('online', again)
