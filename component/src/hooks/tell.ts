/** What happens to cases, told to other systems (B5): a store that queues it as it is written. */
import type { Config, WebhookConfig } from '../config/types.ts'
import type { CaseId, Instant } from '../core/types.ts'
import type { CaseDetails, CaseEvent, NewHook, Store } from '../store/types.ts'

/** What is noted about a case, and what it is called outside. */
const TOLD: Readonly<Record<string, HookEvent>> = {
  joined: 'case.opened',
  opened: 'case.accepted',
  'handed-over': 'case.transferred',
  rated: 'case.rated',
}

export const HOOK_EVENTS = [
  'case.opened',
  'case.accepted',
  'case.transferred',
  'case.ended',
  'case.rated',
  'message.left',
] as const
export type HookEvent = (typeof HOOK_EVENTS)[number]

interface Happened {
  readonly type: HookEvent
  readonly at: Instant
  readonly details: CaseDetails
  /** Facts without any words of people. */
  readonly facts?: Readonly<Record<string, unknown>>
  /** What people wrote: only to whom it is meant for. */
  readonly words?: Readonly<Record<string, unknown>>
}

function bodyOf({ type, at, details, facts, words }: Happened, withText: boolean): string {
  const { id, number, workgroup, site, language, createdAt, visitorName, answers, parameters } = details
  const person = { visitor: visitorName, answers, parameters, ...words }
  return JSON.stringify({
    type,
    timestamp: new Date(at).toISOString(),
    data: {
      ...{ case: id, number, workgroup, site, language, joined: new Date(createdAt).toISOString() },
      ...facts,
      ...(withText && person),
    },
  })
}

const wants = ({ events }: WebhookConfig, type: HookEvent): boolean =>
  events.length === 0 || events.includes(type)

function messages(webhooks: readonly WebhookConfig[], happened: Happened, id: string): NewHook[] {
  return webhooks
    .filter((one) => wants(one, happened.type))
    .map((one, index) => ({
      id: webhooks.length === 1 ? id : `${id}.${index}`,
      url: one.url,
      body: bodyOf(happened, one.text),
      at: happened.at,
    }))
}

interface Parts {
  readonly config: () => Config
  readonly now: () => Instant
  readonly queued: () => void
  readonly failed: (error: unknown) => void
}

/** The same store; what others wait for is queued once it is written. A queue that fails stops no chat. */
export function telling(store: Store, { config, now, queued, failed }: Parts): Store {
  const tell = async (id: string, happened: (id: CaseId) => Promise<Happened | undefined>, about: CaseId) => {
    try {
      const { webhooks } = config()
      if (webhooks.length === 0) return
      const what = await happened(about)
      if (!what) return
      await store.queueHooks(messages(webhooks, what, id))
      queued()
    } catch (error) {
      failed(error)
    }
  }
  const noted = async ({ at, what, who, detail }: CaseEvent, id: CaseId): Promise<Happened | undefined> => {
    const [type, details] = [TOLD[what], await store.caseById(id)]
    if (!type || !details) return undefined
    const rating = type === 'case.rated' ? Number.parseInt(detail ?? '', 10) : Number.NaN
    return {
      ...{ type, at, details },
      facts: {
        ...(type === 'case.accepted' && { operator: who }),
        ...(type === 'case.transferred' && { operator: who, to: details.workgroup }),
        ...(!Number.isNaN(rating) && { rating }),
      },
      ...(!Number.isNaN(rating) && { words: { comment: detail?.replace(/^\d+:? ?/, '') } }),
    }
  }
  return {
    ...store,
    async note(event, how) {
      await store.note(event, how)
      if (TOLD[event.what])
        void tell(`${event.case}.${event.what}.${event.at}`, (id) => noted(event, id), event.case)
    },
    async finishCase(id, end) {
      await store.finishCase(id, end)
      const ended = async (): Promise<Happened | undefined> => {
        const details = await store.caseById(id)
        if (!details) return undefined
        const conversation = (await store.transcript(id)).map(({ at, nick, who, body }) => ({
          at: new Date(at).toISOString(),
          nick,
          who,
          body,
        }))
        const facts = { reason: end.reason, operator: end.operator, messages: conversation.length }
        return { type: 'case.ended', at: end.at, details, facts, words: { conversation } }
      }
      void tell(`${id}.ended`, ended, id)
    },
    async leaveMessage(details, left) {
      const made = await store.leaveMessage(details, left)
      const words = { message: made.text, mail: made.mail }
      void tell(
        `${made.details.id}.left`,
        async () => ({ type: 'message.left', at: now(), details: made.details, words }),
        made.details.id,
      )
      return made
    },
  }
}
