/** Opening hours, closing by hand, and what a visitor is offered who meets a closed door (Q5). */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Element } from 'ltx'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NS, type Visitor } from '../support/people/index.ts'
import { SALES, type Stage, SUPPORT, setStage } from '../support/stage.ts'

let stage: Stage

/** Support sends people to Sales while nobody is there; Sales is closed today. */
const OPEN = 'otherwise: { nobody: { workgroup: sales }, closed: { redirect: "https://shop.example/help" } }'
/** Only on one day of the week, and that is not soon. */
const LATER = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'][(new Date().getUTCDay() + 3) % 7]
const CLOSED = `hours: { timeZone: UTC, weekly: ['${LATER} 09:00-10:00'] }`

const yaml = (demo: string) =>
  demo
    .replace('    name: Support\n', `    name: Support\n    ${OPEN}\n    maxQueue: 1\n`)
    .replace('    name: Sales\n', `    name: Sales\n    ${CLOSED}\n`)

beforeAll(async () => {
  stage = await setStage({ component: { yaml } })
})
afterEach(() => stage.clear())
afterAll(() => stage?.end())

interface Refused {
  readonly condition: string
  readonly element: Element
}

const refusalOf = async (visitor: Visitor): Promise<Refused> => {
  try {
    await visitor.join()
  } catch (error) {
    return error as Refused
  }
  throw new Error('the visitor was let in')
}
const answerIn = ({ element }: Refused) => element.getChild('answer', NS.parlor)?.attrs

async function look(
  workgroup: string,
): Promise<{ availability: unknown; otherwise: unknown; notices: unknown }> {
  const response = await fetch(`${stage.component.url}/api/look?site=demo&workgroup=${workgroup}`)
  return response.json() as Promise<{ availability: unknown; otherwise: unknown; notices: unknown }>
}

test('Q5: nobody on duty: the refusal names the other workgroup, on the wire and before any connection', async () => {
  const mia = await stage.visitor()
  const refused = await refusalOf(mia)
  expect(refused.element.getChild('nobody-on-duty', NS.parlor)).toBeDefined()
  expect(answerIn(refused)).toMatchObject({ do: 'workgroup', jid: SALES })
  expect(await look('support')).toMatchObject({
    availability: { open: false, why: 'nobody' },
    otherwise: { do: 'workgroup', jid: SALES },
  })
})

test('Q5: outside its hours a workgroup is closed, whoever is there', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SALES)
  await anna.queue(SALES)
  const mia = await stage.visitor({ workgroup: 'sales' })
  const refused = await refusalOf(mia)
  expect(refused.element.getChild('workgroup-closed', NS.parlor)).toBeDefined()
  expect(answerIn(refused)).toMatchObject({ do: 'message' })
  expect(await look('sales')).toMatchObject({ availability: { open: false, why: 'closed' } })
})

test('Q5: the queue is full', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  const [first, second] = [await stage.visitor(), await stage.visitor()]
  await first.join()
  const refused = await refusalOf(second)
  expect(refused.element.getChild('queue-full', NS.parlor)).toBeDefined()
  expect(answerIn(refused)).toMatchObject({ do: 'message' })
})

test('Q5: a supervisor closes it by hand, over a restart, and opens it again', async () => {
  const carol = await stage.operator('carol')
  await carol.onDuty(SUPPORT)
  await carol.command(SUPPORT, 'pause', {})
  const refused = await refusalOf(await stage.visitor())
  expect(refused.element.getChild('workgroup-closed', NS.parlor)).toBeDefined()
  expect(answerIn(refused)).toMatchObject({ do: 'redirect', url: 'https://shop.example/help' })
  await stage.component.restart()
  expect(await look('support')).toMatchObject({ availability: { why: 'closed' } })
  await carol.onDuty(SUPPORT)
  await carol.command(SUPPORT, 'open', {})
  const mia = await stage.visitor()
  await mia.join()
})

test('Q5: new hours count when the file is changed', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT)
  await anna.queue(SUPPORT)
  const { configPath } = stage.component
  const was = readFileSync(configPath, 'utf8')
  const reread = stage.component.logs(/read again/)
  writeFileSync(configPath, was.replace('    name: Support\n', `    name: Support\n    ${CLOSED}\n`))
  await reread
  expect(
    (await refusalOf(await stage.visitor())).element.getChild('workgroup-closed', NS.parlor),
  ).toBeDefined()
  const again = stage.component.logs(/read again/)
  writeFileSync(configPath, was)
  await again
  await (await stage.visitor()).join()
})

test('Q5: notices of a supervisor are on the start page', async () => {
  const carol = await stage.operator('carol')
  await carol.onDuty(SUPPORT)
  await carol.command(SUPPORT, 'notices', { do: 'add', text: 'Payment is slow today.' })
  expect(await look('support')).toMatchObject({ notices: ['Payment is slow today.'] })
})
