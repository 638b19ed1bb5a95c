/** What was said in cases that are over, as the archive of a workgroup gives it, and as it is taken along (M2). */
import type { BareJid, CaseId } from './types.ts'

/** A part of a line, and whether it is what was looked for. */
export interface FoundPiece {
  readonly text: string
  readonly found: boolean
}

export interface ArchivedLine {
  readonly id: string
  readonly at: number
  readonly nick: string
  readonly who: 'visitor' | 'operator' | 'desk'
  readonly body: string
  /** Round what was found; absent where no words were looked for. */
  readonly pieces?: readonly FoundPiece[]
  readonly case: {
    readonly id: CaseId
    readonly number: string
    readonly name: string
    readonly operator?: BareJid
    readonly reason?: string
  }
}

/** As the fields of the archive's form are called (urn-parlor-1.md). */
export interface ArchiveFilter {
  readonly words?: string
  readonly case?: CaseId
  readonly tag?: string
  readonly operator?: BareJid
  readonly with?: string
  /** XEP-0082. */
  readonly start?: string
  readonly end?: string
}

export interface ArchivePage {
  readonly lines: readonly ArchivedLine[]
  readonly complete: boolean
  /** Where the page before it ends. */
  readonly first?: string
}

/** The word that is being typed is only how it begins. */
export const unfinished = (typed: string): string => (/[\p{L}\p{N}]$/u.test(typed) ? `${typed}*` : typed)

const stamp = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 19)

const titleOf = (lines: readonly ArchivedLine[]): string => {
  const it = lines[0]?.case
  return it ? `Case ${it.number}, ${it.name}` : 'Case'
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char)

const asText = (lines: readonly ArchivedLine[]): string =>
  `${titleOf(lines)}\n\n${lines.map(({ at, nick, body }) => `${stamp(at)} ${nick}: ${body}`).join('\n')}\n`

const asHtml = (lines: readonly ArchivedLine[]): string => {
  const rows = lines.map(
    ({ at, nick, who, body }) =>
      `<p class="${who}"><time>${stamp(at)}</time> <b>${escaped(nick)}</b><br>${escaped(body).replaceAll('\n', '<br>')}</p>`,
  )
  return `<!doctype html>\n<meta charset="utf-8">\n<title>${escaped(titleOf(lines))}</title>\n<h1>${escaped(titleOf(lines))}</h1>\n${rows.join('\n')}\n`
}

const asJson = (lines: readonly ArchivedLine[]): string => {
  const said = lines.map(({ at, nick, who, body }) => ({ at: new Date(at).toISOString(), nick, who, body }))
  return `${JSON.stringify({ case: lines[0]?.case, lines: said }, undefined, 2)}\n`
}

/** RFC 4155: a mail for each line, and no line of it that begins like the next mail. */
const asMbox = (lines: readonly ArchivedLine[]): string =>
  lines
    .map(({ id, at, nick, body, case: it }) => {
      const date = new Date(at).toUTCString().replace('GMT', '+0000')
      const name = nick.replace(/["\\\r\n]/g, ' ')
      const head = [
        `From parlor@invalid ${new Date(at).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+).*$/, '$1 $3 $2 $5 $4')}`,
        `From: "${name}" <parlor@invalid>`,
        `Subject: Case ${it.number}`,
        `Date: ${date}`,
        `Message-ID: <${id.replace(/[^\w.-]/g, '.')}@parlor.invalid>`,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
      ]
      return `${head.join('\n')}\n\n${body.replace(/^(>*From )/gm, '>$1')}\n\n`
    })
    .join('')

export interface ExportForm {
  readonly label: string
  readonly ending: string
  readonly type: string
  readonly write: (lines: readonly ArchivedLine[]) => string
}

export const EXPORTS: readonly ExportForm[] = [
  { label: 'Text', ending: 'txt', type: 'text/plain', write: asText },
  { label: 'HTML', ending: 'html', type: 'text/html', write: asHtml },
  { label: 'JSON', ending: 'json', type: 'application/json', write: asJson },
  { label: 'mbox', ending: 'mbox', type: 'application/mbox', write: asMbox },
]
