/** Two operators accept the same request in the same instant, again and again: who gets it? */
import type { TestComponent } from './component.ts'
import { attribute, LightClient } from './light.ts'
import { type Admission, askForTicket } from './people/index.ts'
import type { TestProsody } from './prosody.ts'

const WORKGROUP = 'support@support.localhost'
const WG = "xmlns='http://jabber.org/protocol/workgroup'"
const WITHIN = 60_000 // ms

export interface Contest {
  readonly case: string
  /** How each of the two was answered: `result`, or the condition of the error. */
  readonly answers: string[]
  /** Who was invited into the room. */
  readonly invited: Set<string>
}

/** Both have room for many: this is not about seats. */
export const contestYaml = (demo: string): string =>
  demo
    .replace(
      /limits: .*/,
      'limits: { requestsPerMinute: 100000, visitsPerMinute: 100000, connections: 1000 }',
    )
    .replace(
      'operators: [anna, ben, carol]\n    routing: [ring-all]',
      'operators: [anna, ben]\n    routing: [ring-all]\n    seats: 100',
    )

class Contestant {
  constructor(
    readonly client: LightClient,
    readonly hear: (who: string, about: 'offer' | 'answer' | 'invitation', id: string, xml: string) => void,
  ) {
    client.onStanza = (xml) => this.#hear(xml)
    client.send('<presence/>')
    client.send(
      `<presence to='${WORKGROUP}'><agent-status ${WG}><max-chats>100</max-chats></agent-status></presence>`,
    )
  }

  accept(id: string): void {
    this.client.send(
      `<iq type='set' id='accept-${id}' to='${WORKGROUP}'><offer-accept ${WG} id='${id}'/></iq>`,
    )
  }

  #hear(xml: string): void {
    const { jid } = this.client
    if (xml.startsWith('<message')) {
      const at = xml.indexOf('<case ')
      if (xml.includes("'jabber:x:conference'") && at > 0)
        this.hear(jid, 'invitation', attribute(xml.slice(at), 'id') ?? '', xml)
      return
    }
    if (!xml.startsWith('<iq')) return
    const id = attribute(xml, 'id') ?? ''
    if (id.startsWith('accept-')) this.hear(jid, 'answer', id.slice('accept-'.length), xml)
    else if (attribute(xml, 'type') === 'set') {
      this.client.send(`<iq type='result' id='${id}' to='${attribute(xml, 'from')}'/>`)
      const at = xml.indexOf('<offer ')
      if (at > 0) this.hear(jid, 'offer', attribute(xml.slice(at), 'id') ?? '', xml)
    }
  }
}

/** `lanes`: visitors at once. The accounts anna and ben are there, with this password. */
export async function contest(
  server: TestProsody,
  component: TestComponent,
  { rounds, lanes, password }: { readonly rounds: number; readonly lanes: number; readonly password: string },
): Promise<Contest[]> {
  const contests = new Map<string, Contest & { offered: number }>()
  const waiting = new Set<() => void>()
  const changed = () => {
    for (const look of waiting) look()
  }
  const contestants: Contestant[] = []
  const about = (id: string) => {
    const known = contests.get(id) ?? { case: id, answers: [], invited: new Set<string>(), offered: 0 }
    contests.set(id, known)
    return known
  }
  const hear: Contestant['hear'] = (who, what, id, xml) => {
    const one = about(id)
    if (what === 'invitation') one.invited.add(who)
    else if (what === 'answer') one.answers.push(conditionOf(xml))
    else {
      one.offered += 1
      // Both in one go, as soon as it rings at both.
      if (one.offered === 2) for (const contestant of contestants) contestant.accept(id)
    }
    changed()
  }
  for (const name of ['anna', 'ben'])
    contestants.push(
      new Contestant(await LightClient.open(server.c2sPort, server.domain, { name, password }), hear),
    )

  const until = (isSo: () => boolean, what: () => string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => isSo() && end(resolve)
      const late = setTimeout(() => end(() => reject(new Error(`waited in vain for ${what()}`))), WITHIN)
      const end = (how: () => void) => {
        clearTimeout(late)
        waiting.delete(look)
        how()
      }
      waiting.add(look)
      look()
    })

  const lane = async (count: number): Promise<void> => {
    const visitor = await LightClient.open(server.c2sPort, `visitors.${server.domain}`)
    let heard: string[] = []
    visitor.onStanza = (xml) => {
      heard.push(xml)
      changed()
    }
    const hears = (fits: (xml: string) => boolean, what: string) =>
      until(
        () => heard.some(fits),
        () => `${what}; the visitor heard\n${heard.slice(-5).join('\n')}`,
      )
    for (let round = 0; round < count; round += 1) {
      heard = []
      const { ticket } = (await (await askForTicket(component.url)).json()) as Admission
      visitor.send(joinQueue(ticket))
      await hears((xml) => xml.startsWith('<iq'), 'the answer to join-queue')
      const joined = heard.find((xml) => xml.startsWith('<iq')) ?? ''
      const id = attribute(joined.slice(joined.indexOf('<case ')), 'id') ?? ''
      visitor.send(`<presence to='${WORKGROUP}'/>`)
      const one = about(id)
      await until(
        () => one.answers.length === 2 && one.invited.size > 0,
        () => `both answers and an invitation, ${JSON.stringify({ ...one, invited: [...one.invited] })}`,
      )
      visitor.send(`<iq type='set' id='d' to='${WORKGROUP}'><depart-queue ${WG}/></iq>`)
      await hears((xml) => xml.startsWith('<message') && xml.includes('<ended '), 'the end')
    }
    await visitor.close()
  }
  try {
    // Both are on duty when they hear the answer to this.
    await Promise.all(contestants.map(({ client }) => settled(client)))
    await Promise.all(Array.from({ length: lanes }, () => lane(Math.ceil(rounds / lanes))))
    // What was still on its way has come before the answer to this.
    await Promise.all(contestants.map(({ client }) => settled(client)))
  } finally {
    await Promise.all(contestants.map(({ client }) => client.close()))
  }
  return [...contests.values()]
}

const conditionOf = (xml: string): string =>
  attribute(xml, 'type') === 'error'
    ? (/<error[^>]*><([a-z-]+)/.exec(xml)?.[1] ?? 'error')
    : (attribute(xml, 'type') ?? '')

const joinQueue = (ticket: string): string =>
  `<iq type='set' id='j' to='${WORKGROUP}'><join-queue ${WG}><x xmlns='jabber:x:data' type='submit'>` +
  `<field var='name'><value>Mia</value></field></x><ticket xmlns='urn:parlor:1'>${ticket}</ticket></join-queue></iq>`

/** The workgroup answers this after everything it has said before. */
function settled(client: LightClient): Promise<void> {
  return new Promise((resolve) => {
    const before = client.onStanza
    client.onStanza = (xml) => {
      if (xml.startsWith('<iq') && attribute(xml, 'id') === 'settled') resolve()
      else before(xml)
    }
    client.send(`<iq type='get' id='settled' to='${WORKGROUP}'><agent-status-request ${WG}/></iq>`)
  })
}
