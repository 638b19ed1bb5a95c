/** What the XMPP server has of a room on its disk: the truth about who may be in it, whatever somebody was told. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import type { TestProsody } from './prosody.ts'

interface KeptRoom {
  readonly name?: string
  /** Places, as the server counts them. */
  readonly size: number
  /** Affiliation by bare JID. */
  readonly members: ReadonlyMap<string, string>
}

interface Kind {
  readonly file: string
  /** Where rooms and what is said in them are. */
  readonly tables: readonly string[]
  readonly list: string
  /** Places in a room for so many people: some servers count the desk and every client, and have room to spare. */
  places(people: number): number
  read(database: Database.Database, node: string, host: string): KeptRoom
}

interface ProsodyRow {
  readonly key: string
  readonly value: string
}

interface ProsodyRoom {
  readonly name?: string
  readonly parlor_maxusers?: number
}

/** Where each keeps its rooms, and how. */
const KINDS: readonly Kind[] = [
  {
    file: 'prosody/prosody.sqlite',
    tables: ['prosody', 'prosodyarchive'],
    list: "SELECT DISTINCT user AS name FROM prosody WHERE host = ? AND store = 'config' ORDER BY user",
    places: (people) => people,
    read(database, node, host) {
      const find = "SELECT key, value FROM prosody WHERE host = ? AND user = ? AND store = 'config'"
      const rows = database.prepare(find).all(host, node) as ProsodyRow[]
      const data = JSON.parse(rows.find(({ key }) => key === '_data')?.value ?? '{}') as ProsodyRoom
      const members = rows.filter(({ key }) => key.includes('@'))
      return {
        ...(data.name !== undefined && { name: data.name }),
        size: data.parlor_maxusers ?? 0,
        members: new Map(members.map(({ key, value }) => [key, value.replace(/^"|"$/g, '')])),
      }
    },
  },
  {
    file: 'ejabberd/ejabberd.sqlite',
    tables: ['muc_room', 'archive'],
    list: 'SELECT name FROM muc_room WHERE host = ? ORDER BY name',
    places: () => 30,
    read(database, node, host) {
      const find = 'SELECT opts FROM muc_room WHERE host = ? AND name = ?'
      const [row] = database.prepare(find).all(host, node) as { opts: string }[]
      const opts = row?.opts ?? ''
      const name = /\{title,<<"([^"]*)">>\}/.exec(opts)?.[1]
      const people = /\{affiliations,\[(.*?)\]\}/.exec(opts)?.[1] ?? ''
      const one = /\{\{<<"([^"]*)">>,<<"([^"]*)">>,<<>>\},\{?(\w+)/g
      return {
        ...(name !== undefined && { name }),
        size: Number(/\{max_users,(\d+)\}/.exec(opts)?.[1] ?? 0),
        members: new Map(
          [...people.matchAll(one)].map(([, user, server, as = '']) => [`${user}@${server}`, as]),
        ),
      }
    },
  },
]

function kindOf(prosody: TestProsody): Kind {
  const kind = KINDS.find(({ file }) => existsSync(join(prosody.dataDir, file)))
  if (!kind) throw new Error(`no database of a server in ${prosody.dataDir}`)
  return kind
}

function look<T>(prosody: TestProsody, at: (kind: Kind, database: Database.Database) => T): T {
  const kind = kindOf(prosody)
  const database = new Database(join(prosody.dataDir, kind.file), { readonly: true, timeout: 5_000 })
  try {
    return at(kind, database)
  } finally {
    database.close()
  }
}

const roomOnDisk = (prosody: TestProsody, room: string): KeptRoom => {
  const [node = '', host = ''] = room.split('@')
  return look(prosody, (kind, database) => kind.read(database, node, host))
}

/** P8: `anna@localhost member`, sorted; visitors, whose name may begin with anything, are called `visitor`. */
export const membersOnDisk = (prosody: TestProsody, room: string): string[] =>
  [...roomOnDisk(prosody, room).members]
    .map(([jid, as]) => `${jid.replace(/^.*@visitors\..*$/, 'visitor')} ${as}`)
    .sort()

/** Seats of the room, the desk not counted. */
export const sizeOnDisk = (prosody: TestProsody, room: string): number => roomOnDisk(prosody, room).size

export const placesFor = (prosody: TestProsody, people: number): number => kindOf(prosody).places(people)

/** What clients show as the room's title. */
export const nameOnDisk = (prosody: TestProsody, room: string): string | undefined =>
  roomOnDisk(prosody, room).name

/** Every room there is. */
export const roomsOnDisk = (prosody: TestProsody): string[] => {
  const host = `rooms.${prosody.domain}`
  return look(prosody, ({ list }, database) =>
    (database.prepare(list).all(host) as { name: string }[]).map(({ name }) => `${name}@${host}`),
  )
}

/** Rooms, and all that is kept of what was said in them, as one text. */
export const everythingOnDisk = (prosody: TestProsody): string =>
  look(prosody, ({ tables }, database) =>
    JSON.stringify(tables.map((table) => database.prepare(`SELECT * FROM ${table}`).all())),
  )
