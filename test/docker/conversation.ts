/** One whole conversation with a Parlor that runs somewhere: ticket, queue, offer, room, messages, end. */
import { expect } from 'vitest'
import { Operator, Visitor } from '../support/people/index.ts'

export interface Place {
  /** Parlor's web server: `http://127.0.0.1:8080` */
  readonly url: string
  readonly domain: string
  readonly password: string
}

/** Resolves with the case's id when both were told of the end and the room is left behind. */
export async function converse({ url, domain, password }: Place): Promise<string> {
  const support = `support@support.${domain}`
  const websocket = `${url.replace(/^http/, 'ws')}/xmpp-websocket`
  const anna = await Operator.signIn({ websocket, domain, username: 'anna', password })
  try {
    await anna.onDuty(support)
    await anna.queue(support)
    const mia = await Visitor.arrive(url)
    try {
      const { id } = await mia.join({ name: 'Mia', problem: 'My parcel is late' })
      await anna.accept(await anna.offer(id))
      const [here, there] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
      await here.say('Hello?')
      await there.hears('Hello?')
      await there.say('Good morning, Mia.')
      await here.hears('Good morning, Mia.')
      expect(here.lines.items.every((line) => line.stanzaId !== undefined)).toBe(true)
      await anna.close(support, id)
      expect(await mia.ended()).toBe('operator-closed')
      return id
    } finally {
      await mia.stop()
    }
  } finally {
    await anna.stop()
  }
}

/**
 * For `node -e` in the component's container, with the case's id as argument: prints the texts of the transcript, from
 * the component's own store.
 */
export const READ_TRANSCRIPT = `
const Database = require('libsql')
const store = new Database('/data/parlor.db')
const rows = store.prepare('select body from transcript where case_id = ? order by seq').all(process.argv[1])
for (const row of rows) console.log(row.body)
`
