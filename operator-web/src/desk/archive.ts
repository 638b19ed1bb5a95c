/** Reads the archive of a workgroup, page by page from its end; and what else is done with cases that are over. */
import type { ArchivedLine, ArchiveFilter, ArchivePage } from '../model/archive.ts'
import type { BareJid, CaseId } from '../model/types.ts'
import { buildArchiveQuery, parseArchived } from '../wire/archive.ts'
import { parseFin } from '../wire/mam.ts'
import { bare } from '../wire/xml.ts'
import { t } from '../words/index.ts'
import { sentence } from './answers.ts'
import { attempt, command } from './commands.ts'
import type { Hands } from './hands.ts'

interface Asked {
  readonly workgroup: BareJid
  readonly lines: ArchivedLine[]
}

/** More is no conversation. */
const MOST_PAGES = 100

export interface ReportWish {
  readonly period: string
  /** With the time before. */
  readonly compared: boolean
}

export class Archive {
  readonly #asked = new Map<string, Asked>()

  constructor(private readonly hands: Hands) {
    hands.link.onStanza((stanza) => {
      const read = stanza.name === 'message' ? parseArchived(stanza) : undefined
      const asked = read && this.#asked.get(read.queryId)
      if (read && asked && bare(stanza.attrs.from ?? '') === asked.workgroup) asked.lines.push(read.line)
    })
  }

  /** The newest page, or the one before; or a sentence why there is none. */
  async page(workgroup: BareJid, filter: ArchiveFilter, before?: string): Promise<ArchivePage | string> {
    const id = crypto.randomUUID()
    const lines: ArchivedLine[] = []
    this.#asked.set(id, { workgroup, lines })
    try {
      const fin = parseFin(await this.hands.link.ask(buildArchiveQuery(workgroup, id, filter, before)))
      return { lines, complete: fin.complete, ...(fin.first && { first: fin.first }) }
    } catch (error) {
      return sentence(error)
    } finally {
      this.#asked.delete(id)
    }
  }

  /** Everything that was said in a case, oldest first. */
  async conversation(workgroup: BareJid, id: CaseId): Promise<readonly ArchivedLine[] | string> {
    let all: readonly ArchivedLine[] = []
    let before: string | undefined
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await this.page(workgroup, { case: id }, before)
      if (typeof page === 'string') return page
      all = [...page.lines, ...all]
      if (page.complete) break
      before = page.first
    }
    return all
  }

  /** What this case asks and answers, to be put right and kept for everybody (M4). */
  async faqDraft(workgroup: BareJid, id: CaseId): Promise<Readonly<Record<string, string>> | undefined> {
    return (await command(this.hands, workgroup, 'faq', { do: 'draft', case: id }))?.rows[0]
  }

  async saveFaq(workgroup: BareJid, id: CaseId, question: string, answer: string): Promise<void> {
    const done = await command(this.hands, workgroup, 'faq', { do: 'from', case: id, question, answer })
    if (done) this.hands.tell({ is: 'told', tone: 'plain', text: done.note ?? t('Saved.') })
  }

  /** Figures as rows, or a sentence why not; `note` is what was asked for as CSV or JSON. */
  async report(
    workgroup: BareJid,
    { period, compared }: ReportWish,
    format: 'words' | 'csv' | 'json' = 'words',
  ) {
    const more = compared ? { compared: 'true' } : {}
    return attempt(this.hands, workgroup, 'report', { period, by: 'all', format, ...more })
  }
}
