/** Files and pictures both ways (C3): the visitor's widget, the operator's desk and any client, over the server's own upload. */
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { faultsIn } from './faults.kit.ts'
import { buildDesk, DeskPage } from './operator.kit.ts'
import {
  frameOf,
  setWidgetStage,
  shoot,
  shootEverywhere,
  talk,
  Widget,
  type WidgetStage,
} from './widget.kit.ts'

let stage: WidgetStage

beforeAll(async () => {
  buildDesk()
  stage = await setWidgetStage(
    (demo) =>
      demo.replace(
        '    routing:',
        '    uploads: { types: [image/*, text/plain, audio/*], megabytes: 1 }\n    routing:',
      ),
    ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  )
})
afterAll(() => stage?.end())
afterEach(() => stage.clear())

/** Wide and red, as a camera would make it: with a place in it (EXIF). */
async function photo(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 3000, height: 1500 })
    const context = canvas.getContext('2d')
    if (context) {
      context.fillStyle = '#b3402a'
      context.fillRect(0, 0, 3000, 1500)
      context.fillStyle = '#f4d9a0'
      context.fillRect(300, 300, 900, 900)
    }
    return canvas.toDataURL('image/jpeg', 0.7)
  })
  const jpeg = Buffer.from(drawn.slice(drawn.indexOf(',') + 1), 'base64')
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08GPS 52.5200 N 13.4050 E', 'latin1')
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([jpeg.subarray(0, 2), marker, exif, jpeg.subarray(2)])
}

const chooser = (page: Page) => frameOf(page).locator('input[type=file]').first()

test('C3: a picture from the visitor is shown on both sides, without the place where it was taken; files go both ways', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const page = await (await stage.newContext()).newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start('Mia')
  await anna.offer('Mia').getByRole('button', { name: 'Take' }).click()
  await anna.message.waitFor()
  await widget.frame.getByRole('button', { name: 'Send a file' }).waitFor()
  const buffer = await photo(page)
  expect(buffer.includes('GPS 52')).toBe(true)
  await chooser(page).setInputFiles([{ name: 'parcel.jpeg', mimeType: 'image/jpeg', buffer }])
  const shown = widget.frame.getByRole('img', { name: 'parcel.jpg' })
  await shown.waitFor()
  const url = (await widget.frame.locator('.picture').getAttribute('href')) ?? ''
  const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
  expect(new URL(url).origin).toBe(stage.parlor)
  expect([bytes.includes('GPS'), bytes.includes('Exif'), bytes.length > 1000]).toEqual([false, false, true])
  await expect.poll(() => shown.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBe(2560)
  await anna.log.getByRole('img', { name: 'parcel.jpg' }).waitFor()

  await anna.page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'label <1>.txt', mimeType: 'text/plain', buffer: Buffer.from('one of two') }])
  await anna.page.getByRole('button', { name: 'Send' }).click()
  await widget.frame.getByRole('link', { name: 'label <1>.txt' }).waitFor()
  await shootEverywhere(page, 'files')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await anna.shoot('files')
  await page.reload()
  await new Widget(page).frame.getByRole('img', { name: 'parcel.jpg' }).waitFor()
  expect([...complaints, ...anna.complaints]).toEqual([])
})

test('C3: a voice message is recorded, may be thrown away, and is played on both sides', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const page = await (await stage.newContext()).newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start('Mia')
  await anna.offer('Mia').getByRole('button', { name: 'Take' }).click()
  const { frame } = widget
  const record = frame.getByRole('button', { name: 'Record a voice message' })
  await record.click()
  await frame.getByRole('status').getByText('Recording').waitFor()
  await frame.getByRole('button', { name: 'Cancel' }).click()
  await record.click()
  await frame.getByText('0:01').waitFor()
  await shoot(page, 'files-voice')
  await frame.locator('.voice').getByRole('button', { name: 'Send' }).click()
  const heard = frame.getByLabel(/^voice-/)
  await heard.waitFor()
  expect(await heard.count()).toBe(1)
  const played = anna.log.getByLabel(/^voice-/)
  await played.waitFor()
  for (const sound of [heard, played]) {
    const isPlayed = () =>
      sound.evaluate(async (one: HTMLAudioElement) => {
        await one.play()
        return one.currentTime > 0 && !one.paused
      })
    await expect.poll(isPlayed).toBe(true)
  }
  await shootEverywhere(page, 'files-voice-sent')
  await anna.shoot('files-voice')
  expect(await faultsIn(frameOf(page))).toEqual([])
})

test('C3: dropped and pasted files are sent in their order; what is too large or of another kind says so', async () => {
  const { page, widget, occupant } = await talk(stage)
  await widget.frame.getByRole('button', { name: 'Send a file' }).waitFor()
  const frame = frameOf(page)
  const hand = (
    event: 'drop' | 'paste',
    files: readonly (readonly [name: string, type: string, text: string])[],
  ) =>
    frame.evaluate(
      ([what, all]) => {
        const data = new DataTransfer()
        for (const [name, type, text] of all) data.items.add(new File([text], name, { type }))
        const options = { bubbles: true, cancelable: true }
        document.body.dispatchEvent(
          what === 'drop'
            ? new DragEvent('drop', { ...options, dataTransfer: data })
            : new ClipboardEvent('paste', { ...options, clipboardData: data }),
        )
      },
      [event, files] as const,
    )
  await hand('drop', [
    ['first.txt', 'text/plain', 'one'],
    ['second.txt', 'text/plain', 'two'],
  ])
  await occupant.lines.until(({ body }) => body.endsWith('/second.txt'), 'the second file')
  await hand('paste', [['third.txt', 'text/plain', 'three']])
  const third = await occupant.lines.until(({ body }) => body.endsWith('/third.txt'), 'the third file')
  expect(occupant.lines.items.map(({ body }) => body.split('/').at(-1))).toEqual([
    'first.txt',
    'second.txt',
    'third.txt',
  ])
  const answer = await fetch(third.body)
  expect([await answer.text(), answer.headers.get('content-security-policy')?.includes('sandbox')]).toEqual([
    'three',
    true,
  ])

  await hand('drop', [
    ['page.html', 'text/html', '<script>alert(1)</script>'],
    ['long.txt', 'text/plain', 'x'.repeat(1024 * 1024 + 1)],
    ['broken.png', 'image/png', 'no picture'],
  ])
  await widget.frame.getByText('Files like page.html cannot be sent here.').waitFor()
  await widget.frame.getByText('long.txt is larger than 1 MB.').waitFor()
  await widget.frame.getByText('Files like broken.png cannot be sent here.').waitFor()
  await page.setViewportSize({ width: 390, height: 760 })
  await shoot(page, 'files-refused')
  expect(await faultsIn(frame)).toEqual([])
  await widget.frame.getByRole('button', { name: 'Remove: page.html' }).click()
  expect(await widget.frame.locator('.files li').count()).toBe(2)
})

test('C3: a file can be stopped on its way; what another server has is a link and nothing is fetched of it', async () => {
  const { page, widget, occupant } = await talk(stage)
  await widget.frame.getByRole('button', { name: 'Send a file' }).waitFor()
  // The place is given, the file never arrives.
  await page.route('**/file_share/**', () => {})
  await chooser(page).setInputFiles([
    { name: 'slow.txt', mimeType: 'text/plain', buffer: Buffer.from('slow') },
  ])
  await widget.frame.getByText('Sending slow.txt').waitFor()
  await widget.frame.getByRole('progressbar', { name: 'Sending slow.txt' }).waitFor()
  await shoot(page, 'files-sending')
  await widget.frame.getByRole('button', { name: 'Cancel: slow.txt' }).click()
  await widget.frame.getByText('Sending slow.txt').waitFor({ state: 'detached' })

  // The page goes while a file is on its way: that it was not sent is said, and it can be chosen again.
  await chooser(page).setInputFiles([
    { name: 'late.txt', mimeType: 'text/plain', buffer: Buffer.from('late') },
  ])
  await widget.frame.getByText('Sending late.txt').waitFor()
  await page.reload()
  await widget.frame.getByText('late.txt was not sent').waitFor()
  await shoot(page, 'files-lost')
  expect(await faultsIn(frameOf(page))).toEqual([])
  await page.unroute('**/file_share/**')
  const again = page.waitForEvent('filechooser')
  await widget.frame.getByRole('button', { name: 'Try again' }).click()
  await (await again).setFiles([{ name: 'late.txt', mimeType: 'text/plain', buffer: Buffer.from('late') }])
  await occupant.lines.until(({ body }) => body.endsWith('/late.txt'), 'the file that was late')
  await widget.frame.getByText('late.txt was not sent').waitFor({ state: 'detached' })

  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await occupant.say('https://elsewhere.example/file_share/x/cat.png')
  await widget.frame.getByRole('link', { name: 'https://elsewhere.example/file_share/x/cat.png' }).waitFor()
  expect(await widget.frame.getByRole('img', { name: 'cat.png' }).count()).toBe(0)
  expect(asked.filter((url) => url.includes('elsewhere'))).toEqual([])
})
