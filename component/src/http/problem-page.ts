/** A problem as a page: who follows an old link, or mistypes one, is a person and reads no JSON. */
import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { escapeXML } from 'ltx'
import type { Problem } from './problems.ts'

const STYLE = `:root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#eef2f4, #0e1216) }
main { box-sizing: border-box; width: min(480px, 100% - 32px); padding: 32px; border-radius: 14px;
  background: light-dark(#fff, #171c20); color: light-dark(#16202a, #e8edf1); overflow-wrap: anywhere }
h1 { margin: 0 0 8px; font-size: 22px; font-weight: 600 }
p { margin: 0; color: light-dark(#56636f, #9fadb8) }`

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

const LOST = 'Please check the address, or go back to where the link was.'

export function problemPage({ title, status, detail }: ReturnType<Problem['toJSON']>): string {
  const sentences = status === 404 ? [detail, LOST] : [detail ?? 'Please try again later.']
  const [heading, text] = [title, sentences.filter(Boolean).join(' ')].map(escapeXML)
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title><style>${STYLE}</style></head>
<body><main><h1>${heading}</h1><p>${text}</p></main></body>
</html>
`
}
