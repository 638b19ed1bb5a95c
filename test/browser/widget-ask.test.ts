/** Before and while one waits: whom to ask (V8), answers that are there already (M4), and more about the question (Q1). */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { SUPPORT } from '../support/stage.ts'
import { faultsIn } from './faults.kit.ts'
import { frameOf, setWidgetStage, shootEverywhere, startIn, Widget, type WidgetStage } from './widget.kit.ts'

let stage: WidgetStage
const folder = mkdtempSync(join(tmpdir(), 'parlor-logo-'))
const LOGO = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 84 28'><rect width='84' height='28' rx='6' fill='#0f766e'/><circle cx='14' cy='14' r='8' fill='#fff'/><path d='M30 10h44v8H30z' fill='#fff'/></svg>`

beforeAll(async () => {
  stage = await setWidgetStage((demo) => {
    const logo = join(folder, 'logo.svg')
    writeFileSync(logo, LOGO)
    const origin = /origins: \[(http[^\]]+)\]/.exec(demo)?.[1] ?? ''
    return demo.replace(
      '  shop:\n',
      `  both:\n    name: Acme\n    origins: [${origin}]\n    workgroups: [support, sales]\n    logo: ${logo}\n  shop:\n`,
    )
  })
})
afterAll(async () => {
  await stage?.end()
  rmSync(folder, { recursive: true })
})
afterEach(() => stage.clear())

test('V8: the visitor chooses whom to ask, with the form filled in from parameters; M4: answers that fit are there while they type', async () => {
  const anna = await stage.operator('anna')
  for (const workgroup of [SUPPORT, 'sales@support.localhost']) await anna.onDuty(workgroup)
  const saved = await anna.command(SUPPORT, 'faq', {
    ...{ do: 'save', question: 'Do you ship to Norway?', answer: 'Yes, within four days.' },
  })
  expect(saved.note).toMatch(/Saved/)
  const page = await (await stage.newContext()).newPage()
  await page.goto(`${stage.website}/choice`)
  const widget = new Widget(page)
  await widget.open()
  const { frame } = widget
  await frame.getByLabel('Department').waitFor()
  // The site is there by its logo, and is named by it.
  await frame.getByRole('heading', { name: 'Acme Support' }).waitFor()
  const logo = frame.getByRole('img', { name: 'Acme' })
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  expect(await frame.getByLabel('Name').inputValue()).toBe('Mia')
  await frame.getByLabel('What is it about?').pressSequentially('Can you ship this to norway')
  await frame.getByText('Do you ship to Norway?').click()
  await frame.getByText('Yes, within four days.').waitFor()
  await shootEverywhere(page, 'choice')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await frame.getByLabel('Department').selectOption('Sales')
  await frame.getByText('Do you ship to Norway?').waitFor({ state: 'detached' })
  expect(await frame.getByLabel('What is it about?').inputValue()).toBe('Can you ship this to norway')
  await frame.getByRole('button', { name: 'Start chat' }).click()
  const offer = await anna.offer()
  expect(offer.workgroup).toBe('sales@support.localhost')
})

test('Q1: who waits reads their question, and what they add is there when it rings', async () => {
  const anna = await stage.operator('anna')
  await anna.onDuty(SUPPORT, { maxChats: 1 })
  const ahead = await stage.visitor()
  await ahead.join({ name: 'Eve' })
  const first = await anna.offer()
  await anna.accept(first)
  stage.atEnd(() => anna.close(SUPPORT, first.caseId).catch(() => undefined))
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await startIn(widget.frame, 'Mia', 'Where is my box?')
  await widget.frame.getByText('Where is my box?').waitFor()
  await widget.frame.getByLabel('Add to your question').fill('It is the red one.')
  await widget.frame.getByRole('button', { name: 'Add', exact: true }).click()
  await widget.frame.getByText('It is the red one.').waitFor()
  await shootEverywhere(page, 'adding')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await page.reload()
  await widget.frame.getByText('It is the red one.').waitFor()
  const since = anna.connection.stanzas.mark()
  await anna.close(SUPPORT, first.caseId)
  const offer = await anna.offer(undefined, { since })
  expect(offer.stanza.toString()).toContain('It is the red one.')
})
