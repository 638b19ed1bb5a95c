/** A problem as a page: who follows an old link, or mistypes one, is a person and reads no JSON. */
import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { escapeXML } from 'ltx'
import type { Config } from '../config/types.ts'
import { isRightToLeft, languageOf, wordsFor } from './words/index.ts'

const STYLE = `:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#eef2f4, #0e1216) }
main { box-sizing: border-box; width: min(480px, 100% - 32px); padding: 32px; border-radius: 14px;
  background: light-dark(#fff, #171c20); color: light-dark(#16202a, #e8edf1); overflow-wrap: anywhere }
h1 { margin: 0 0 8px; font-size: 22px; font-weight: 600 }
p { margin: 0; color: light-dark(#56636f, #9fadb8) }
ul { margin: 20px 0 0; padding: 0; list-style: none }
li { padding: 6px 0 }
a { color: light-dark(#0f766e, #2dd4bf) }`

/** The one page with a style of its own: nothing may have to be fetched for it. The policy names it by its hash. */
export const PROBLEM_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Does a person look at it? Programs ask for JSON, or for anything. */
export const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html'

/** Where somebody who is lost can go on: the hosted pages. */
export interface Door {
  readonly name: string
  readonly path: string
}

/** More than this is a list to read, and no help. */
const MOST_DOORS = 6

export const doorsOf = ({ sites, workgroups }: Config): Door[] =>
  [...workgroups.values()]
    .flatMap(({ jid, id, name }) => {
      const site = [...sites.values()].find((one) => one.workgroups.includes(jid))
      return site ? [{ name: `${site.name} ${name}`, path: `/chat/${encodeURIComponent(id)}` }] : []
    })
    .slice(0, MOST_DOORS)

/** In the words of who reads it: what a program would be told is in the JSON. */
export function problemPage({ status }: { status: number }, wanted: string, doors: readonly Door[]): string {
  const language = languageOf(wanted)
  const { nothing, lost, wrong, later } = wordsFor(language)
  const [heading, text] = (status === 404 ? [nothing, lost] : [wrong, later]).map(escapeXML)
  const links = doors.map(({ name, path }) => `<li><a href="${path}">${escapeXML(name)}</a></li>`)
  return `<!doctype html>
<html lang="${language}" dir="${isRightToLeft(language) ? 'rtl' : 'ltr'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title><style>${STYLE}</style></head>
<body><main><h1>${heading}</h1><p>${text}</p>${links.length > 0 ? `<ul>${links.join('')}</ul>` : ''}</main></body>
</html>
`
}
