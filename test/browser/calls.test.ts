/** Calls (C6): two browsers, with devices that are none, over loopback. What arrives is looked at. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startTurn, type TurnServer } from '../support/turn.ts'
import { buildDesk, DeskPage } from './operator.kit.ts'
import { setWidgetStage, shoot, startIn, Widget, type WidgetStage, write } from './widget.kit.ts'

let stage: WidgetStage
let turn: TurnServer | undefined

beforeAll(async () => {
  buildDesk()
  turn = await startTurn()
  stage = await setWidgetStage(
    (demo) =>
      demo
        .replaceAll('    routing:', '    calls: either\n    seats: 20\n    routing:')
        .replace('    routing: [least-busy]', '    callsByRelay: true\n    routing: [least-busy]'),
    ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    turn.env,
  )
})
afterAll(async () => {
  await stage?.end()
  await turn?.stop()
})
afterEach(() => stage.clear())

/** A screen of one colour, in place of the browser's own choice. */
async function withScreen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 320
      canvas.height = 200
      const pen = canvas.getContext('2d')
      const paint = () => {
        if (!pen) return
        pen.fillStyle = 'rgb(200, 30, 60)'
        pen.fillRect(0, 0, 320, 200)
        setTimeout(paint, 50)
      }
      paint()
      return canvas.captureStream(10)
    }
  })
}

/** Mia on the customer's website in a chat with Anna, who has the web desk. */
async function talking() {
  const anna = await DeskPage.onDuty(stage, 'anna')
  const context = await stage.newContext()
  await withScreen(context)
  const page = await context.newPage()
  await page.goto(stage.website)
  const widget = new Widget(page)
  await widget.open()
  await widget.start()
  await anna.offer('Mia').getByRole('button', { name: /^Take/ }).click()
  await widget.frame.getByText('You are talking to Anna').waitFor()
  return { anna, page, widget, frame: widget.frame }
}

const ask = async (anna: DeskPage, what: string) => {
  await anna.page.getByRole('button', { name: 'Chat actions' }).click()
  await anna.page.getByRole('menuitem', { name: what, exact: true }).click()
}

/** Connections of the page are kept where the test finds them. */
const keepConnections = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const Plain = RTCPeerConnection
    const made: RTCPeerConnection[] = []
    Object.assign(window, {
      made,
      RTCPeerConnection: class extends Plain {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          made.push(this)
        }
      },
    })
  })

/** Red, green and blue in the middle of what a video shows. */
const colour = (page: Page, label: string): Promise<number[]> =>
  page.getByLabel(label).evaluate((video: HTMLVideoElement) => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 1
    const pen = canvas.getContext('2d')
    pen?.drawImage(video, 0, 0, 1, 1)
    return [...(pen?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3)
  })

test('C6: the visitor shows their screen when they allow it, the picture arrives, and either side ends it', async () => {
  const { anna, page, frame } = await talking()
  await ask(anna, 'Ask to see the screen')
  await frame.getByRole('alertdialog', { name: 'Anna would like to see your screen' }).waitFor()
  await shoot(page, 'call-asked')
  await frame.getByRole('button', { name: 'Allow' }).click()
  await anna.page.getByRole('region', { name: 'Screen of Mia' }).waitFor()
  await frame.getByText('Anna sees your screen').waitFor()
  const near = (seen: number[]) =>
    [200, 30, 60].every((wanted, index) => Math.abs((seen[index] ?? 0) - wanted) < 30)
  await expect.poll(async () => near(await colour(anna.page, 'What the visitor shows'))).toBe(true)
  await shoot(page, 'call-screen')
  await shoot(anna.page, 'call-screen-desk')
  // The chat goes on meanwhile.
  await write(frame, 'Do you see it?')
  await anna.log.getByText('Do you see it?').waitFor()
  await frame.getByRole('button', { name: 'Stop' }).click()
  await anna.page.getByText('The call has ended.').waitFor()
  await frame.getByText('The call has ended.').waitFor()
})

test('C6: both are heard and seen; the operator ends it', async () => {
  const { anna, page, frame } = await talking()
  await ask(anna, 'Call with camera')
  await frame.getByRole('button', { name: 'Allow' }).click()
  await frame.getByText('Talking with Anna').waitFor()
  await anna.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  // The device that is none shows a green picture.
  const green = ([, middle = 0]: number[]) => middle > 100
  await expect.poll(async () => green(await colour(anna.page, 'What the visitor shows'))).toBe(true)
  await shoot(page, 'call-video')
  // Another microphone, and whether it hears anything; the devices that are none beep.
  for (const place of [frame, anna.page]) {
    await place.getByText('Devices').click()
    const microphones = place.getByLabel('Microphone')
    await microphones.selectOption({ label: 'Fake Audio Input 2' })
    await expect.poll(() => place.getByLabel('How loud you are').getAttribute('value')).not.toBe('0')
    await expect
      .poll(() => microphones.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label))
      .toBe('Fake Audio Input 2')
  }
  await shoot(page, 'call-devices')
  await shoot(anna.page, 'call-devices-desk')
  await frame.getByText('Devices').click()
  const call = frame.getByRole('region', { name: 'Talking with Anna' })
  const height = async () => (await call.boundingBox())?.height ?? 0
  const small = await height()
  await frame.getByRole('button', { name: 'Larger' }).click()
  expect(await height()).toBeGreaterThan(small)
  await shoot(page, 'call-large')
  await frame.getByRole('button', { name: 'Smaller' }).click()
  const top = async () => (await call.boundingBox())?.y ?? 0
  const above = await top()
  await frame.getByRole('button', { name: 'Move' }).click()
  expect(await top()).toBeGreaterThan(above)
  await frame.getByRole('button', { name: 'Mute' }).click()
  await frame.getByRole('button', { name: 'Unmute' }).waitFor()
  await anna.page.getByRole('button', { name: 'End', exact: true }).click()
  await frame.getByText('The call has ended.').waitFor()
  await frame.getByRole('button', { name: 'Close' }).click()
  await frame.getByLabel('Write a message').waitFor()
})

test('C6: no is told; whoever is not asked is not called', async () => {
  const { anna, frame } = await talking()
  await ask(anna, 'Call')
  await frame.getByRole('button', { name: 'No, thanks' }).click()
  await anna.page.getByText('Mia said no.').waitFor()
  await anna.page.getByRole('button', { name: 'Close' }).click()
  await ask(anna, 'Ask to see the screen')
  await frame.getByRole('alertdialog').waitFor()
  await anna.page.getByRole('button', { name: 'End', exact: true }).click()
  await frame.getByText('The call has ended.').waitFor()
})

test('C6: after a reload of either side the call is offered again at once', async () => {
  const { anna, page, frame, widget } = await talking()
  await ask(anna, 'Call')
  await frame.getByRole('button', { name: 'Allow' }).click()
  await anna.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  await page.reload()
  await widget.frame.getByRole('alertdialog', { name: 'Anna would like to talk with you' }).waitFor()
  await frame.getByRole('button', { name: 'Allow' }).click()
  await anna.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  await frame.getByText('Talking with Anna').waitFor()
  await anna.page.reload()
  await frame.getByRole('alertdialog', { name: 'Anna would like to talk with you' }).waitFor()
  await frame.getByRole('button', { name: 'Allow' }).click()
  await anna.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  await anna.page.getByRole('button', { name: 'End', exact: true }).click()
  await frame.getByText('The call has ended.').waitFor()
})

test('C6: a way that is lost is looked for again, and the call goes on', async () => {
  const { anna, frame } = await talking()
  await keepConnections(anna.page)
  await ask(anna, 'Call with camera')
  await frame.getByRole('button', { name: 'Allow' }).click()
  await anna.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  type Kept = Window & { readonly made: RTCPeerConnection[] }
  const credentials = () =>
    anna.page.evaluate(() => {
      const [one] = (window as unknown as Kept).made
      const found = [one?.localDescription, one?.remoteDescription].map(
        (side) => /a=ice-ufrag:(\S+)/.exec(side?.sdp ?? '')?.[1],
      )
      return { found, state: one?.connectionState ?? '' }
    })
  const before = await credentials()
  // As the browser tells when the network has gone.
  await anna.page.evaluate(() => {
    const [one] = (window as unknown as Kept).made
    if (!one) return
    Object.defineProperty(one, 'connectionState', { configurable: true, get: () => 'failed' })
    one.dispatchEvent(new Event('connectionstatechange'))
  })
  await anna.page.getByText('The connection is interrupted. Trying again ...').waitFor()
  await expect
    .poll(async () => (await credentials()).found.every((one) => !before.found.includes(one)))
    .toBe(true)
  await anna.page.evaluate(() => {
    const [one] = (window as unknown as Kept).made
    if (!one) return
    Reflect.deleteProperty(one, 'connectionState')
    one.dispatchEvent(new Event('connectionstatechange'))
  })
  await anna.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  expect((await credentials()).state).toBe('connected')
  const green = ([, middle = 0]: number[]) => middle > 100
  await expect.poll(async () => green(await colour(anna.page, 'What the visitor shows'))).toBe(true)
  await anna.page.getByRole('button', { name: 'End', exact: true }).click()
})

test('C6: by relay only, neither side learns the address of the other one, and the picture arrives', async () => {
  const anna = await DeskPage.onDuty(stage, 'anna')
  await keepConnections(anna.page)
  const page = await (await stage.newContext()).newPage()
  await page.goto(`${stage.parlor}/chat/sales`)
  await keepConnections(page)
  await startIn(page)
  await anna.offer('Mia').getByRole('button', { name: /^Take/ }).click()
  await page.getByText('You are talking to Anna').waitFor()
  await page.getByRole('button', { name: 'Call', exact: true }).click()
  await page.getByRole('button', { name: 'Camera', exact: true }).click()
  await anna.page.getByRole('button', { name: 'Answer' }).click()
  await page.getByText('Talking with Anna').waitFor()
  const green = ([, middle = 0]: number[]) => middle > 100
  await expect.poll(async () => green(await colour(anna.page, 'What the visitor shows'))).toBe(true)
  for (const side of [page, anna.page]) {
    const { used, told } = await side.evaluate(async () => {
      const [one] = (window as unknown as { readonly made: RTCPeerConnection[] }).made
      const all = [...((await one?.getStats()) ?? new Map()).values()] as RTCStats[]
      type Pair = RTCIceCandidatePairStats
      const of = (id: string) =>
        (all.find((found) => found.id === id) as { readonly candidateType?: string })?.candidateType
      const pairs = all.filter((found) => found.type === 'candidate-pair') as Pair[]
      return {
        used: pairs
          .filter(({ nominated, state }) => nominated && state === 'succeeded')
          .flatMap(({ localCandidateId, remoteCandidateId }) => [
            of(localCandidateId),
            of(remoteCandidateId),
          ]),
        told: [one?.localDescription, one?.remoteDescription].flatMap(
          (description) => description?.sdp.match(/^a=candidate:.*$/gm) ?? [],
        ),
      }
    })
    expect(new Set(used)).toEqual(new Set(['relay']))
    expect(told.filter((line) => !/ typ relay raddr 0\.0\.0\.0 /.test(line))).toEqual([])
  }
  await page.getByRole('button', { name: 'Stop' }).click()
})

test('C6: the visitor asks; the operator may refuse; of two desks the one that answers has the call', async () => {
  const { anna, page, frame } = await talking()
  const other = await DeskPage.onDuty(stage, 'anna')
  const call = async (how: string) => {
    await frame.getByRole('button', { name: 'Call', exact: true }).click()
    await frame.getByRole('button', { name: how, exact: true }).click()
  }
  await frame.getByRole('button', { name: 'Call', exact: true }).click()
  await frame.getByRole('dialog', { name: 'How would you like to talk with Anna?' }).waitFor()
  await shoot(page, 'call-choice')
  await frame.getByRole('button', { name: 'Cancel' }).click()
  await call('Voice')
  const asks = (desk: DeskPage) => desk.page.getByRole('region', { name: 'Mia would like to talk' })
  await asks(anna).waitFor()
  await shoot(anna.page, 'call-rings-desk')
  await asks(other).waitFor()
  await anna.page.getByRole('button', { name: 'Not now' }).click()
  await frame.getByText('Anna cannot take the call now.').waitFor()
  await asks(other).waitFor({ state: 'detached' })
  await frame.getByRole('button', { name: 'Close' }).click()
  await call('Camera')
  await asks(anna).waitFor()
  await other.page.getByRole('button', { name: 'Answer' }).click()
  await other.page.getByRole('region', { name: 'Call with Mia' }).waitFor()
  await asks(anna).waitFor({ state: 'detached' })
  await frame.getByText('Talking with Anna').waitFor()
  const green = ([, middle = 0]: number[]) => middle > 100
  await expect.poll(async () => green(await colour(other.page, 'What the visitor shows'))).toBe(true)
  await other.page.getByRole('button', { name: 'End', exact: true }).click()
  await frame.getByText('The call has ended.').waitFor()
})
