/** A chat to begin with, what operators are told about it, and who may be in its room: for tests of who is in a chat. */
import { join } from 'node:path'
import Database from 'libsql'
import type { Element } from 'ltx'
import type { TestComponent } from './component.ts'
import { NS, type Occupant, type Operator, type PlainOperator, type Visitor } from './people/index.ts'
import type { TestProsody } from './prosody.ts'
import { type Name, type Stage, SUPPORT } from './stage.ts'

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

/** P8, as the server has it on disk: `anna@localhost member`, sorted; visitors are called `visitor`. */
export const membersOnDisk = (prosody: TestProsody, room: string): string[] =>
  onDisk(prosody, room)
    // The rest is the room's configuration. The name of an anonymous visitor may begin with anything.
    .filter(({ key }) => key.includes('@'))
    .map(({ key, value }) => `${key.replace(/^.*@visitors\..*$/, 'visitor')} ${value}`)
    .sort()

/** Seats of the room, the desk not counted, as the server has it on disk. */
export function sizeOnDisk(prosody: TestProsody, room: string): number {
  const data = onDisk(prosody, room).find(({ key }) => key === '_data')?.value ?? '{}'
  return (JSON.parse(data) as { parlor_maxusers?: number }).parlor_maxusers ?? 0
}

/** What clients show as the room's title, as the server has it on disk. */
export function nameOnDisk(prosody: TestProsody, room: string): string | undefined {
  const data = onDisk(prosody, room).find(({ key }) => key === '_data')?.value ?? '{}'
  return (JSON.parse(data) as { name?: string }).name
}

/** Every room there is, as the server has it on disk. */
export function roomsOnDisk(prosody: TestProsody): string[] {
  const database = serverDatabase(prosody)
  try {
    const find = "SELECT DISTINCT user FROM prosody WHERE host = ? AND store = 'config' ORDER BY user"
    const host = `rooms.${prosody.domain}`
    return (database.prepare(find).all(host) as { user: string }[]).map(({ user }) => `${user}@${host}`)
  } finally {
    database.close()
  }
}

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

const serverDatabase = (prosody: TestProsody) =>
  new Database(join(prosody.dataDir, 'prosody/prosody.sqlite'), { readonly: true })

interface Stored {
  readonly key: string
  readonly value: string
}

function onDisk(prosody: TestProsody, room: string): Stored[] {
  const database = serverDatabase(prosody)
  try {
    const find = "SELECT key, value FROM prosody WHERE host = ? AND user = ? AND store = 'config'"
    const [node, host] = room.split('@')
    return database.prepare(find).all(host, node) as Stored[]
  } finally {
    database.close()
  }
}
