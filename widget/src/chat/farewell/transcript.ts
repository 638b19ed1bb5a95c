/** A copy of what was said, for the visitor to keep: as plain text, and as a page that needs nothing else. */
import type { Entry, State } from '../model/types.ts'
import { type FarewellWords, fill, type Tongue } from '../words/index.ts'

export interface Copied {
  readonly title: string
  readonly state: Pick<State, 'thread' | 'room'>
  readonly tongue: Tongue
  readonly later: Pick<FarewellWords, 'notice'>
}

interface Line {
  readonly time: string
  readonly who: string
  readonly text: string
}

/** As it is on the screen: corrected, without what was taken back or never sent. */
function linesOf(copied: Copied): Line[] {
  const { state, tongue } = copied
  return state.thread.entries.flatMap((entry) => {
    const text = wordsOf(entry, copied)
    const who =
      entry.who === 'me' ? state.room?.nick || tongue.words.you : entry.who === 'desk' ? '' : entry.name
    return text ? [{ time: tongue.clock(entry.at), who, text }] : []
  })
}

function wordsOf({ notice, about, text, retracted }: Entry, { state, tongue, later }: Copied): string {
  if (retracted || notice === 'visitor-lost' || notice === 'visitor-back') return ''
  const name = about ?? state.room?.with ?? tongue.words.operator
  return notice ? fill(later.notice[notice], { name }) : text
}

const dayOf = ({ state, tongue }: Copied): string =>
  new Intl.DateTimeFormat(tongue.language, { dateStyle: 'long' }).format(
    state.thread.entries[0]?.at ?? Date.now(),
  )

export const asText = (copied: Copied): string =>
  [
    copied.title,
    dayOf(copied),
    '',
    ...linesOf(copied).map(({ time, who, text }) => `${time}  ${who ? `${who}: ` : ''}${text}`),
    '',
  ].join('\r\n')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')

/** What people wrote is text in it, whatever it looks like. */
export function asPage(copied: Copied): string {
  const { title, tongue } = copied
  const dir = document.documentElement.dir || 'ltr'
  const rows = linesOf(copied).map(
    ({ time, who, text }) =>
      `<p><time>${safe(time)}</time> ${who ? `<b dir="auto">${safe(who)}</b>` : ''} <span dir="auto">${safe(text)}</span></p>`,
  )
  return `<!doctype html>
<html lang="${safe(tongue.language)}" dir="${dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe(title)}</title>
<style>body{max-width:40em;margin:2em auto;padding:0 1em;font:16px/1.5 system-ui,sans-serif}time{color:#667}span{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>${safe(title)}</h1>
<p>${safe(dayOf(copied))}</p>
${rows.join('\n')}
</html>
`
}
