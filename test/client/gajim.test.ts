/** An operator who has Gajim and nothing else: a graphical client of somebody else, against the whole of Parlor. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Gajim } from '../support/gajim.ts'
import { NS, type Occupant, type Visitor } from '../support/people/index.ts'
import { PASSWORD, type Stage, SUPPORT, setStage } from '../support/stage.ts'

const ANNA = 'anna@localhost'
/** A slow machine draws slowly. */
const patience = { timeout: 180_000 }
/** Until a contact has been told of the queue: it is every 5 s at most, and later where many are to be told. */
const slow = { within: 60_000 }

let stage: Stage
let gajim: Gajim

beforeAll(async () => {
  stage = await setStage({
    component: { yaml: (demo) => demo.replaceAll('    routing:', '    ringFor: 3 min\n    routing:') },
  })
  const { domain, c2sPort } = stage.prosody
  gajim = await Gajim.start({ name: 'anna', domain, password: PASSWORD, port: c2sPort })
}, 180_000)
afterEach(() => stage?.clear())
afterAll(async () => {
  await gajim?.stop()
  await stage?.end()
})

/** Adds the workgroup to the contacts, as one adds anybody; once, the server remembers it. */
let added: Promise<void> | undefined
const onDuty = () => {
  added ??= gajim.adds(SUPPORT).then(() => isShown('available'))
  return added
}

/** A colleague hears of Anna's presence from the workgroup. */
async function isShown(show: 'available' | 'dnd'): Promise<void> {
  const ben = await stage.operator('ben')
  await ben.agents(SUPPORT)
  await ben.colleague(SUPPORT, ANNA, show, slow)
}

async function rung(problem: string): Promise<Visitor> {
  await onDuty()
  const mia = await stage.visitor({ params: { customer: '56164' } })
  await mia.join({ name: 'Mia', email: 'mia@example.org', problem })
  return mia
}

async function inTheRoom(mia: Visitor): Promise<Occupant> {
  // It asks for the name of its account; the room calls it as the desk says.
  await gajim.followsInvitation('Anna')
  return mia.enterWhenInvited()
}

test(
  'A1: the workgroup among the contacts puts Gajim on duty, and its presence text is shown',
  patience,
  async () => {
    await expect((await stage.visitor()).join()).rejects.toMatchObject({ condition: 'service-unavailable' })
    const mia = await rung('Is anybody there?')
    await gajim.opensChat(SUPPORT)
    await gajim.shows(/Mia is waiting/)
    const zoe = await stage.visitor()
    await zoe.join({ name: 'Zoe' })
    await gajim.shows(/^2 waiting, oldest .+/)
    await gajim.shows(/^support is now Available$/)
    await gajim.desktop.picture('gajim-presence')
    await Promise.all([mia.depart(), zoe.depart()])
    await gajim.shows(/^nobody waiting$/)

    await gajim.changesStatus('Available', 'Busy')
    await isShown('dnd')
    await expect((await stage.visitor()).join()).rejects.toMatchObject({ condition: 'service-unavailable' })
    await gajim.changesStatus('Busy', 'Available')
    await isShown('available')
    await (await stage.visitor()).join()
  },
)

test(
  'A2: the offer is a message one can read; only after "take" comes the invitation; a click opens the room',
  patience,
  async () => {
    const mia = await rung('Where is my parcel?\nIt was sent on Monday.')
    await gajim.opensChat(SUPPORT)
    await gajim.shows(/^E-mail: mia@example\.org\nWhat is it about\?$/)
    await gajim.shows(/^Where is my parcel\?\nIt was sent on Monday\.$/)
    await gajim.shows(/^customer: 56164 \(claimed\)\nAnswer "take" or "reject"/)
    await gajim.desktop.picture('gajim-offer')
    // Shown, and not taken.
    expect(await gajim.desktop.screen()).not.toMatch(/Taken:/)
    expect(mia.connection.stanzas.items.some((one) => one.getChild('x', NS.mucUser))).toBe(false)

    await gajim.says('take')
    await gajim.shows(/^Taken: Mia, case \d+\. The invitation is on its way: xmpp:\S+\?join$/)
    const here = await inTheRoom(mia)
    expect([...here.people].sort()).toEqual(['Anna', 'Mia'])
    await here.say('Hello, is somebody there?')
    await gajim.shows(/^Hello, is somebody there\?$/)
    await gajim.says('Yes, good morning!')
    await here.hears('Yes, good morning!')
    await gajim.desktop.picture('gajim-room')
    await mia.depart()
    expect(await mia.ended()).toBe('visitor-left')
  },
)

test(
  'A3: Gajim\'s own dialog lists the commands, shows the queue, takes, and writes a note by its form; "close" ends the chat',
  patience,
  async () => {
    const mia = await rung('My order is wrong')
    const commands = await gajim.opensCommands(SUPPORT)
    for (const name of ['Show the queue', 'Accept a request', 'Close a chat', 'Transfer a chat', 'Status'])
      expect(commands).toMatch(new RegExp(`table cell: ${name}$`, 'm'))
    await gajim.executes('Show the queue')
    await gajim.completes(/^1 waiting:\nMia, case \d+, .*rings at you: My order is wrong$/)
    await gajim.executes('Accept a request')
    await gajim.completes(/^Taken: Mia, case \d+\. The invitation is on its way: xmpp:\S+\?join$/)

    await gajim.executes('Write a note')
    const form = { role: 'frame', name: /^Stage$/ }
    await gajim.desktop.clicks({ role: 'combo box', in: form })
    await gajim.desktop.clicks({ role: 'menu item', name: /^Mia, case \d+$/, in: form })
    await gajim.desktop.writes({ role: 'text', in: form }, 'Wants it on Friday.')
    await gajim.desktop.picture('gajim-form')
    await gajim.desktop.clicks({ role: 'push button', name: /^Complete$/, in: form })
    await gajim.completes(/^Noted: Mia, case \d+\.$/)

    const here = await inTheRoom(mia)
    await gajim.opensChat(SUPPORT)
    await gajim.says('note mia')
    await gajim.shows(/^Notes, Mia, case \d+:\nAnna, .+ ago: Wants it on Friday\.$/)
    await gajim.says('close')
    await gajim.shows(/^Closed: Mia, case \d+\.$/)
    expect(await mia.ended()).toBe('operator-closed')
    await here.left.until(() => true, 'the membership to be taken away')
  },
)
