/** Forgetting a person (M5), and the proof of it. */
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto'
import type { ErasurePlan, Records } from '../../commands/records.ts'
import type { CommandFault } from '../../commands/types.ts'
import type { BareJid } from '../../core/types.ts'
import { isGone } from '../../protocol/muc.ts'
import { buildErase, parseErased, slotsIn } from '../../protocol/parlor.ts'
import { iq } from '../../protocol/stanza.ts'
import type { CaseOfPerson, ErasureProof, Store } from '../../store/types.ts'
import type { Office } from '../office.ts'
import { destroy } from '../rooms/room-order.ts'
import type { Workgroup } from '../workgroup.ts'

const ID_BYTES = 8

/** Made once for each installation; it never leaves the store. */
const keyOf = (store: Store): Promise<string> =>
  store.secret('erasures', () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  )

/** Slow to guess from outside and the same for the same person: salted with the key. */
const hidden = (key: string, handle: string): string =>
  createHash('sha256').update(`${key}\0${handle}`).digest('hex')

/** What a text is looked for by: short values stand everywhere, and say nothing. */
const SHORTEST = 6
const needlesOf = (persons: readonly string[], cases: readonly CaseOfPerson[]): string[] => [
  ...persons.flatMap((key) => {
    const value = key.replace(/^(mail|jid|customer):/, '')
    return value.length >= SHORTEST ? [value] : [key]
  }),
  ...cases.flatMap(({ room }) => (room.includes('@') ? [room] : [])),
]

async function proofsOf(store: Store, handles: readonly string[]): Promise<ErasurePlan['proofs']> {
  const key = await keyOf(store)
  const wanted = new Set(handles.map((handle) => hidden(key, handle)))
  const publicKey = createPublicKey(key)
  return (await store.proofs())
    .filter((proof) => proof.handles.some((handle) => wanted.has(handle)))
    .map(({ id, at, record, signature }) => ({
      id,
      at,
      holds: verify(null, Buffer.from(record), publicKey, Buffer.from(signature, 'base64')),
    }))
}

async function planOf(store: Store, handles: readonly string[]): Promise<ErasurePlan> {
  const { cases, persons } = await store.casesOf(handles)
  const needles = needlesOf(persons, cases)
  const mentions = needles.length === 0 ? 0 : await store.mentions(needles)
  return { cases, persons, mentions, proofs: await proofsOf(store, handles) }
}

/** The room went when the case ended; should the server still have one, its archive goes with it now. */
async function destroyRooms(office: Office, cases: readonly CaseOfPerson[]): Promise<number> {
  let destroyed = 0
  for (const { workgroup, room } of cases) {
    const owner = office.workgroups.get(workgroup)
    if (!owner || !room.includes('@') || !office.stream.online) continue
    try {
      await destroy(owner, room)
      destroyed += 1
    } catch (error) {
      if (!isGone(error)) throw error
    }
  }
  return destroyed
}

interface Files {
  readonly named: number
  readonly erased: number
}

/** Those that were spoken of go with the words. A server that does not know the question keeps them until they expire. */
export async function eraseFiles(
  { store, stream, config, log }: Office,
  cases: readonly Pick<CaseOfPerson, 'id' | 'workgroup'>[],
): Promise<Files> {
  let [named, erased] = [0, 0]
  for (const { id, workgroup } of cases) {
    const slots = slotsIn((await store.transcript(id)).map(({ body, xml }) => `${body}\n${xml}`).join('\n'))
    if (slots.length === 0) continue
    named += slots.length
    await stream
      .ask(iq('set', config.xmpp.upload, workgroup, undefined, buildErase(slots)))
      .then((answer) => {
        erased += parseErased(answer)
      })
      .catch((error: unknown) =>
        log.warn({ case: id, err: error }, 'uploaded files that should go were not reached'),
      )
  }
  return { named, erased }
}

async function erasePerson(office: Office, by: BareJid, handles: readonly string[]) {
  const { store, clock, log } = office
  const { cases, persons } = await store.casesOf(handles)
  const needles = needlesOf(persons, cases)
  if (cases.length === 0 && (needles.length === 0 || (await store.mentions(needles)) === 0))
    return 'not-found' as const
  if (cases.some(({ isLive }) => isLive)) return 'still-live' as const
  const rooms = await destroyRooms(office, cases)
  const files = await eraseFiles(office, cases)
  await store.erase(
    cases.map(({ id }) => id),
    'all',
    persons,
  )
  await store.sweep()
  const left = needles.length === 0 ? 0 : await store.mentions(needles)
  const proof = await prove(store, { by, at: clock.now() }, [...handles, ...persons], {
    cases: cases.map(({ number, workgroup, lines, notes }) => ({ number, workgroup, lines, notes })),
    roomsStillOnTheServer: rooms,
    files,
    rowsThatStillSpeakOfThem: left,
    kept: 'what happened and when, without the person',
    notReached: [
      'backups made before',
      'archives of the operators themselves',
      'the log of writes of the server until it is folded in',
      ...(files.erased < files.named ? ['uploaded files that are left, until the server forgets them'] : []),
    ],
  })
  log.info({ proof, cases: cases.length, left }, 'a person was erased')
  return { proof, cases: cases.length, left }
}

async function prove(
  store: Store,
  { by, at }: Pick<ErasureProof, 'by' | 'at'>,
  handles: readonly string[],
  what: Readonly<Record<string, unknown>>,
): Promise<string> {
  const key = await keyOf(store)
  const id = randomBytes(ID_BYTES).toString('hex')
  const record = JSON.stringify({ id, at: new Date(at).toISOString(), by, ...what })
  const signature = sign(null, Buffer.from(record), key).toString('base64')
  const hashes = [...new Set(handles)].map((handle) => hidden(key, handle))
  await store.addProof({ id, at, by, handles: hashes, record, signature })
  return id
}

export function forgettingRecords(
  { office }: Workgroup,
  by: BareJid,
): Pick<Records, 'erasurePlan' | 'erasePerson' | 'exportPerson'> {
  const { store } = office
  return {
    erasurePlan: (handles) => planOf(store, handles),
    erasePerson: (handles): Promise<CommandFault | { proof: string; cases: number; left: number }> =>
      erasePerson(office, by, handles),
    async exportPerson(handles) {
      const { cases, persons } = await store.casesOf(handles)
      return {
        exportedAt: new Date(office.clock.now()).toISOString(),
        persons,
        cases: await store.exportOf(cases.map(({ id }) => id)),
      }
    },
  }
}
