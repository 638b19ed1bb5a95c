/** Records for tests: they remember what was asked of them, and refuse everything with `fault`. */
import type { Report } from '../figures/types.ts'
import { NOW } from './fake.kit.ts'
import type {
  Canned,
  ErasurePlan,
  FailedMessage,
  FaqDraft,
  FaqRecord,
  Found,
  LeftMessage,
  Notice,
  PastCase,
  Records,
  SiteVisitor,
} from './records.ts'
import type { CommandFault } from './types.ts'

interface Shelf {
  readonly canned?: readonly Canned[]
  readonly messages?: readonly LeftMessage[]
  readonly notices?: readonly Notice[]
  readonly found?: readonly Found[]
  readonly past?: readonly PastCase[]
  readonly visitors?: readonly SiteVisitor[]
  readonly knownTags?: readonly string[]
  readonly blocks?: Awaited<ReturnType<Records['blocks']>>
  readonly faq?: readonly FaqRecord[]
  readonly faqDraft?: FaqDraft
  readonly report?: Report
  readonly plan?: ErasurePlan
  readonly hooks?: readonly FailedMessage[]
  readonly fault?: CommandFault
}

export type Written = readonly [what: string, ...details: unknown[]]

export function shelf(has: Shelf = {}): { readonly records: Records; readonly written: Written[] } {
  const written: Written[] = []
  const writes =
    (what: string) =>
    async (...details: unknown[]): Promise<CommandFault | undefined> => {
      written.push([what, ...details.filter((one) => one !== undefined)])
      return has.fault
    }
  return {
    written,
    records: {
      conversation: async () => [],
      pastCase: async (wanted) =>
        has.past?.find(({ id, number }) => id === wanted || String(number) === wanted),
      addNote: writes('note'),
      setTag: writes('tag'),
      knownTags: async () => has.knownTags ?? [],
      canned: async () => has.canned ?? [],
      saveCanned: writes('save'),
      removeCanned: writes('remove'),
      messages: async () => has.messages ?? [],
      answerMessage: writes('answer'),
      settleMessage: writes('settle'),
      notices: async () => has.notices ?? [],
      addNotice: writes('notice'),
      removeNotice: writes('remove notice'),
      search: async () => has.found ?? [],
      report: async (period, compared) => {
        if (period === 'never' || !has.report) return undefined
        const { period: of, total } = has.report
        return compared
          ? { ...has.report, before: { period: { ...of, label: '2026-11-20' }, total } }
          : has.report
      },
      faq: async () => has.faq ?? [],
      faqDraft: async (wanted) => (wanted === '1842' ? has.faqDraft : undefined),
      async saveFaq(entries) {
        written.push(['save faq', entries])
        return has.fault ?? entries.map((one, index) => ({ ...one, id: one.id ?? `new${index}` }))
      },
      moveFaq: writes('move faq'),
      removeFaq: writes('remove faq'),
      failedHooks: async () => ({ failed: has.hooks ?? [], waiting: 3 }),
      retryHooks: async () => has.hooks?.length ?? 0,
      erasurePlan: async () => has.plan ?? { cases: [], persons: [], mentions: 0, proofs: [] },
      async erasePerson(handles) {
        written.push(['erase', handles])
        return has.fault ?? { proof: 'p1', cases: 1, left: 0 }
      },
      exportPerson: async (handles) => ({ persons: handles }),
      sites: () => [],
      siteVisitors: () => has.visitors ?? [],
      openConversation: writes('contact'),
      block: writes('block'),
      blockAddress: writes('block address'),
      blocks: async () => has.blocks ?? [],
      unblock: writes('unblock'),
      setByHand: writes('by hand'),
    },
  }
}

const HOUR = 3_600_000

export const LEFT: LeftMessage = {
  id: 'm1m1m1',
  number: 1801,
  name: 'Zoe',
  at: NOW - 3 * HOUR,
  mail: 'zoe@example.org',
  text: 'Do you ship\nto Norway?',
}
export const LEFT_TOO: LeftMessage = { ...LEFT, id: 'm2m2m2', number: 1802, name: 'Yan', mail: undefined }
