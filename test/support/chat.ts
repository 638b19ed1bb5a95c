/** A chat to begin with, what operators are told about it, and who may be in its room: for tests of who is in a chat. */
import Database from 'libsql'
import type { Element } from 'ltx'
import type { TestComponent } from './component.ts'
import { NS, type Occupant, type Operator, type PlainOperator, type Visitor } from './people/index.ts'
import { type Name, type Stage, SUPPORT } from './stage.ts'

export * from './on-disk.ts'

export interface Chat {
  readonly anna: Operator
  readonly mia: Visitor
  readonly id: string
  /** The visitor's membership. */
  readonly here: Occupant
  /** The operator's. */
  readonly there: Occupant
}

export async function onDuty(stage: Stage, name: Name, workgroup = SUPPORT): Promise<Operator> {
  const operator = await stage.operator(name)
  await operator.onDuty(workgroup)
  await operator.queue(workgroup)
  return operator
}

/** Anna and a visitor have greeted each other; nobody else is on duty yet. */
export async function chat(stage: Stage, name = 'Mia'): Promise<Chat> {
  const anna = await onDuty(stage, 'anna')
  const mia = await stage.visitor()
  const { id } = await mia.join({ name })
  await anna.accept(await anna.offer(id))
  const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await here.say('hello')
  await there.hears('hello')
  return { anna, mia, id, here, there }
}

/** The first `<news/>` of this kind. */
export async function news(
  who: Operator | PlainOperator,
  what: string,
  within = 30_000,
): Promise<{ readonly who: string | undefined; readonly words: string }> {
  const of = (stanza: Element) => (stanza.is('message') ? stanza.getChild('news', NS.parlor) : undefined)
  const stanza = await who.connection.stanzas.until(
    (one) => of(one)?.attrs.what === what,
    `the news ${what}`,
    {
      within,
    },
  )
  return { who: of(stanza)?.attrs.who, words: stanza.getChildText('body') ?? '' }
}

/** What the offer says of who asks. */
export const transferOf = (offer: { readonly stanza: Element }) => {
  const transfer = offer.stanza.getChild('offer', NS.workgroup)?.getChild('transfer', NS.parlor)
  return transfer && { ...transfer.attrs, note: transfer.getChildText('note') }
}

/** Notices of Desk that this membership has heard, with whom they are about. */
export const noticesAt = (occupant: Occupant): string[] =>
  occupant.lines.items.flatMap(({ stanza }) => {
    const notice = stanza.getChild('notice', NS.parlor)
    return notice ? [[notice.attrs.what, notice.attrs.who].filter(Boolean).join(' ')] : []
  })

/** M1, as the store has it: the texts in their order. */
export function transcriptOnDisk(component: TestComponent, id: string): string[] {
  const store = new Database(component.database, { readonly: true })
  try {
    const lines = store.prepare('SELECT body FROM transcript WHERE case_id = ? ORDER BY seq').all(id)
    return (lines as { body: string }[]).map(({ body }) => body)
  } finally {
    store.close()
  }
}
