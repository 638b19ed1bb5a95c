/** What operators write down: notes, tags, canned replies, and finding it again; who served a visitor last. */
import type { Element } from 'ltx'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { chat } from '../support/chat.ts'
import { NS } from '../support/people/index.ts'
import { type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

const yaml = (demo: string) =>
  demo.replace(
    'routing: [ring-all]',
    `routing: [last-operator, ring-all]
    priorities: [{ field: problem, is: urgent, priority: 10 }]`,
  )

beforeAll(async () => {
  stage = await setStage({ component: { yaml } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

const written = (stanza: Element, name: string): string[] =>
  (stanza.getChild('case', NS.parlor)?.getChildren(name) ?? []).map((one) => one.text())

test('C7: notes and tags reach colleagues with the case, also after a restart, and never the visitor', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  const mia = await stage.visitor()
  const { id } = await mia.join()
  await anna.reject(await anna.offer(id))
  await anna.command(SUPPORT, 'note', { case: id, text: 'Called back twice.' })
  await anna.command(SUPPORT, 'tag', { case: id, tags: 'refund' })
  const [shown] = await anna.queue(
    SUPPORT,
    ([first]) => first !== undefined && written(first.stanza, 'tag').length > 0,
  )
  expect(shown && written(shown.stanza, 'note')).toEqual(['Called back twice.'])
  await stage.component.restart()
  const ben = await stage.operator('ben')
  await ben.onDuty(SUPPORT)
  const [again] = await ben.queue(SUPPORT, ([first]) => first !== undefined)
  expect(again && written(again.stanza, 'tag')).toEqual(['refund'])
  expect(mia.connection.stanzas.items.some((one) => /Called back|refund/.test(String(one)))).toBe(false)
})

test('C7: notes and tags of a colleague are pushed to who has the chat open; a plain client reads nothing of it', async () => {
  const { anna, mia } = await chat(stage)
  const ben = await stage.plainOperator('ben')
  await ben.add(SUPPORT)
  const since = ben.connection.stanzas.mark()
  await ben.asks(SUPPORT, 'note mia: Wants a refund', /^Noted/)
  const told = (part: RegExp) =>
    anna.connection.stanzas.until(
      (one) => one.is('message') && !!one.getChild('case', NS.parlor) && part.test(String(one)),
      `the case with ${part}`,
    )
  expect(written(await told(/Wants a refund/), 'note')).toEqual(['Wants a refund'])
  await ben.asks(SUPPORT, 'tag mia: refund', /^Tagged/)
  expect(written(await told(/<tag>refund/), 'tag')).toEqual(['refund'])
  const heard = ben.connection.stanzas.items.slice(since).filter((one) => one.is('message'))
  expect(heard.map((one) => one.getChildText('body')?.split(' ', 1)[0])).toEqual(['Noted:', 'Tagged'])
  expect(mia.connection.stanzas.items.some((one) => /refund/.test(String(one)))).toBe(false)
  await ben.remove(SUPPORT)
})

test('C7: canned replies, personal and shared, with variables, and kept over a restart', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  await anna.command(SUPPORT, 'canned', { do: 'save', name: 'hello', text: 'Hello {visitor}!' })
  expect((await anna.command(SUPPORT, 'canned', { do: 'list' })).rows).toMatchObject([{ name: 'hello' }])
  const ben = await stage.operator('ben')
  await ben.onDuty(SUPPORT)
  await ben.queue(SUPPORT)
  expect((await ben.command(SUPPORT, 'canned', { do: 'list' })).rows).toEqual([])
  const bye = { name: 'bye', text: 'Bye {visitor}, this was {operator} of {workgroup}, case {case}.' }
  await expect(anna.command(SUPPORT, 'canned', { do: 'share', ...bye })).rejects.toMatchObject({
    condition: 'forbidden',
  })
  const carol = await stage.operator('carol')
  await carol.command(SUPPORT, 'canned', { do: 'share', ...bye })
  const mia = await stage.visitor()
  const { id, number } = await mia.join({ name: 'Mia' })
  await ben.accept(await ben.offer(id))
  await Promise.all([mia.enterWhenInvited(), ben.enterWhenInvited()])
  await stage.component.restart()
  await Promise.all([anna.onDuty(SUPPORT), ben.onDuty(SUPPORT)])
  expect((await ben.command(SUPPORT, 'canned', { do: 'list' })).rows).toMatchObject([
    { name: 'bye', shared: 'true' },
  ])
  expect((await ben.command(SUPPORT, 'canned', { do: 'use', name: 'bye' })).rows).toEqual([
    { name: 'bye', text: `Bye Mia, this was Ben of Support, case ${number}.` },
  ])
  const names = (await anna.command(SUPPORT, 'canned', { do: 'list' })).rows.map(({ name }) => name)
  expect(names.sort()).toEqual(['bye', 'hello'])
})

test('R9: whoever served this visitor last is asked first; Q2: an urgent one goes before others', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  const mia = await stage.visitor()
  const { id, number } = await mia.join({ name: 'Mia', email: 'mia@example.org' })
  await anna.accept(await anna.offer(id))
  const [here] = await Promise.all([mia.enterWhenInvited(), anna.enterWhenInvited()])
  await here.say('my parcel please')
  const archived = stage.component.logs(new RegExp(`${id}.*archived`))
  await anna.close(SUPPORT, id)
  await archived
  const { rows } = await anna.command(SUPPORT, 'search', { text: 'parcel' })
  expect(rows).toMatchObject([{ number, operator: 'Anna' }])

  const ben = await stage.operator('ben')
  await ben.onDuty(SUPPORT)
  await ben.queue(SUPPORT)
  const since = ben.connection.stanzas.mark()
  const again = await stage.visitor()
  const second = await again.join({ name: 'Mia', email: 'mia@example.org', problem: 'urgent' })
  const offer = await anna.offer(second.id)
  expect(offer.stanza.getChild('offer', NS.workgroup)?.getChild('case', NS.parlor)?.attrs.priority).toBe('10')
  const shown = await ben.queue(SUPPORT, ([first]) => first?.caseId === second.id, { since })
  expect(shown).toHaveLength(1)
  expect(ben.connection.stanzas.items.slice(since).some((one) => String(one).includes('<offer '))).toBe(false)
})

test('R7: an operator speaks first to somebody with an account', async () => {
  stage.prosody.addUser('dora', 'secret')
  const { PlainOperator } = await import('../support/people/index.ts')
  const { websocket, domain } = stage.prosody
  const dora = await PlainOperator.signIn({ websocket, domain, username: 'dora', password: 'secret' })
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  await anna.command(SUPPORT, 'contact', { visitor: `dora@${domain}` })
  const [here, there] = await Promise.all([dora.enterWhenInvited(), anna.enterWhenInvited()])
  await there.say('hello')
  await here.hears('hello')
  await dora.stop()
})
