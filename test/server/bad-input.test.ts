/** Wrong, hostile and late input: each refused by name, and nothing else happens (issue 2, "Bad input"). */
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { el, NS, Operator, Visitor } from '../support/people/index.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

async function onDuty(): Promise<Operator> {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  return anna
}

/** A visitor with somebody else's ticket, or none. */
const withTicket = (ticket: string | undefined): Promise<Visitor> =>
  Visitor.bare({
    websocket: stage.prosody.websocket,
    domain: `visitors.${stage.prosody.domain}`,
    workgroup: SUPPORT,
    ticket,
  })

const refused = (condition: string) => expect.objectContaining({ condition })

describe('tickets', () => {
  test('T31, B6: no ticket, a forged one, one used before: not-authorized', async () => {
    await onDuty()
    await expect((await withTicket(undefined)).join()).rejects.toEqual(refused('not-authorized'))
    await expect((await withTicket('not a ticket')).join()).rejects.toEqual(refused('not-authorized'))
    const mia = await stage.visitor()
    const [payload = '', signature = ''] = (mia.ticket ?? '').split('.')
    const other = payload.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    await expect((await withTicket(`${other}.${signature}`)).join()).rejects.toEqual(
      refused('not-authorized'),
    )
    await mia.join()
    await expect((await withTicket(mia.ticket)).join()).rejects.toEqual(refused('not-authorized'))
  })

  test('B6: a ticket for another workgroup: not-authorized', async () => {
    await onDuty()
    const mia = await stage.visitor({ workgroup: 'sales' })
    await expect((await withTicket(mia.ticket)).join()).rejects.toEqual(refused('not-authorized'))
  })

  test('A5: a person with an account needs none', async () => {
    await onDuty()
    stage.prosody.addUser('dora', PASSWORD)
    const { websocket, domain } = stage.prosody
    const dora = await Operator.signIn({ websocket, domain, username: 'dora', password: PASSWORD })
    onTestFinished(() => dora.stop())
    const request = el('join-queue', { xmlns: NS.workgroup }, formOf({ name: 'Dora' }))
    const answer = await dora.connection.set(SUPPORT, request)
    expect(answer.getChild('join-queue', NS.workgroup)?.getChild('case', NS.parlor)).toBeDefined()
    await dora.connection.set(SUPPORT, el('depart-queue', { xmlns: NS.workgroup }))
  })
})

const formOf = (answers: Record<string, string>) =>
  el(
    'x',
    { xmlns: 'jabber:x:data', type: 'submit' },
    ...Object.entries(answers).map(([name, value]) => el('field', { var: name }, el('value', {}, value))),
  )

describe('joining', () => {
  test('A4: joining twice: conflict, and the first request stays', async () => {
    const anna = await onDuty()
    const mia = await stage.visitor()
    const { id } = await mia.join()
    await expect(mia.join()).rejects.toEqual(refused('conflict'))
    expect((await anna.offer(id)).caseId).toBe(id)
  })

  test('V5: the form missing or wrong: not-acceptable, naming every field; the ticket may be used again', async () => {
    await onDuty()
    const mia = await stage.visitor()
    await expect(mia.join({})).rejects.toEqual(refused('not-acceptable'))
    const error = await mia.join({ name: '', email: 'nonsense' }).catch((refusal: unknown) => refusal)
    expect(String((error as { element?: unknown }).element)).toMatch(/field="name"/)
    expect(String((error as { element?: unknown }).element)).toMatch(/field="email"/)
    await mia.join({ name: 'Mia' })
  })

  test('Q5: nobody on duty: service-unavailable with the reason', async () => {
    const mia = await stage.visitor()
    const error = await mia.join().catch((refusal: unknown) => refusal)
    expect(error).toEqual(refused('service-unavailable'))
    expect(String((error as { element?: unknown }).element)).toContain('nobody-on-duty')
  })

  test('C2: an unknown token: item-not-found', async () => {
    const mia = await stage.visitor()
    await expect(mia.request(el('resume', { xmlns: NS.parlor, token: 'x'.repeat(43) }))).rejects.toEqual(
      refused('item-not-found'),
    )
  })

  test('an unknown workgroup: item-not-found', async () => {
    const mia = await stage.visitor()
    const request = el('join-queue', { xmlns: NS.workgroup })
    await expect(mia.connection.set('nobody@support.localhost', request)).rejects.toEqual(
      refused('item-not-found'),
    )
  })

  test('A4: without a request leaving is item-not-found, and asking for the place not-authorized, as XEP-0142 has it', async () => {
    const mia = await stage.visitor()
    await expect(mia.depart()).rejects.toEqual(refused('item-not-found'))
    await expect(mia.connection.get(SUPPORT, el('queue-status', { xmlns: NS.workgroup }))).rejects.toEqual(
      refused('not-authorized'),
    )
  })
})

describe('words', () => {
  test('bidi, zero width and markup in a name arrive harmless, and nobody passes for Desk or the operator', async () => {
    const anna = await onDuty()
    for (const [name, nick] of [
      ['\u202Eaim\u200B', 'aim'],
      ['<b>Mia</b> & "co"', '<b>Mia</b> & "co"'],
      ['Desk', 'Desk (visitor)'],
      ['anna', 'anna (visitor)'],
    ] as const) {
      const mia = await stage.visitor()
      const { id } = await mia.join({ name })
      const since = anna.connection.stanzas.mark()
      await anna.accept(await anna.offer(id))
      const invitation = await anna.invited({ since })
      expect(invitation.with).toBe(nick)
      await mia.enterWhenInvited()
      await mia.depart()
      await mia.ended()
    }
  })

  test.each([
    ['cut', 'Omar '.repeat(20)],
    ['of two marks', 'Zoe\u0308'],
    ['wide', 'Ｍｉａ'],
    ['with a face', 'Mia 😀'],
    ['of two directions', 'علي 1'],
    ['of faces only', '🙂🙂'],
  ])(
    'V5: a name %s is let into the room, and what is said comes back under the nickname given',
    async (_, name) => {
      const anna = await onDuty()
      const mia = await stage.visitor()
      const { id } = await mia.join({ name })
      await anna.accept(await anna.offer(id))
      const { room, nick = '' } = await mia.invited()
      const line = await (await mia.enter(room, nick)).say('hello')
      expect(line.nick).toBe(nick)
    },
  )

  test('a name too long to show is refused', async () => {
    await onDuty()
    const mia = await stage.visitor()
    await expect(mia.join({ name: 'x'.repeat(101) })).rejects.toEqual(refused('not-acceptable'))
  })
})

describe('rights', () => {
  test('A4: agent-status and commands of somebody who is no operator are refused', async () => {
    await onDuty()
    const mia = await stage.visitor()
    await mia.connection.send(el('presence', { to: SUPPORT }, el('agent-status', { xmlns: NS.workgroup })))
    const error = await mia.connection.stanzas.until(
      (one) => one.is('presence') && one.attrs.type === 'error',
      'the refusal',
    )
    expect(error.toString()).toContain('not-authorized')
    const commands = el('command', { xmlns: NS.commands, node: 'queue', action: 'execute' })
    await expect(mia.connection.set(SUPPORT, commands)).rejects.toEqual(refused('forbidden'))
    const accept = el('offer-accept', { xmlns: NS.workgroup, jid: mia.jid })
    await expect(mia.connection.set(SUPPORT, accept)).rejects.toEqual(refused('forbidden'))
  })

  test('R5: only a supervisor removes somebody else from the queue', async () => {
    const anna = await onDuty()
    const mia = await stage.visitor()
    await mia.join()
    const remove = () => el('depart-queue', { xmlns: NS.workgroup }, el('jid', {}, mia.jid))
    await expect(anna.connection.set(SUPPORT, remove())).rejects.toEqual(refused('not-authorized'))
    const carol = await stage.operator('carol')
    await carol.connection.set(SUPPORT, remove())
    expect(await mia.ended()).toBe('supervisor-closed')
  })
})

test('what nobody understands is answered, once', async () => {
  const mia = await stage.visitor()
  await expect(mia.connection.set(SUPPORT, el('query', { xmlns: 'jabber:iq:unknown' }))).rejects.toEqual(
    refused('service-unavailable'),
  )
  await expect(mia.connection.get('support.localhost', el('query', { xmlns: 'a:b' }))).rejects.toEqual(
    refused('service-unavailable'),
  )
})
