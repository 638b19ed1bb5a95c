/** Small plays for the stage: stanzas as a real component would send them. */
import type { App } from '../src/desk/app.ts'
import type { FakeLink } from '../src/desk/fake-link.kit.ts'
import { xml } from '../src/wire/library.js'

const WG = "xmlns='http://jabber.org/protocol/workgroup'"
const SUPPORT = 'support@support.localhost'
const SALES = 'sales@support.localhost'
const escaped = (text: string) =>
  xml('t', {}, text)
    .toString()
    .replace(/^<t>|<\/t>$/g, '')
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

interface Person {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly problem: string
  readonly waited: number
  readonly show?: string
  readonly status?: string
  readonly email?: string
}

const mia: Person = {
  id: 'c1',
  number: 1842,
  name: 'Mia Jensen',
  problem: 'My order arrived without the second box. The parcel label says 1 of 2.',
  waited: 42,
  email: 'mia@example.org',
}
const omar: Person = {
  id: 'c2',
  number: 1843,
  name: 'Omar Haddad',
  problem: 'Login code never arrives',
  waited: 75,
}
const lea: Person = {
  id: 'c3',
  number: 1841,
  name: 'Léa Fontaine',
  problem: 'Invoice for March',
  waited: 204,
  show: 'away',
  status: 'back in 5 minutes',
}
const jon: Person = {
  id: 'c4',
  number: 1844,
  name: 'Jon',
  problem: 'Do you ship to the Faroe Islands?',
  waited: 18,
}

const caseOf = (
  person: Person,
  more = '',
) => `<case xmlns='urn:parlor:1' id='${person.id}' number='${person.number}'
  name='${escaped(person.name)}' show='${person.show ?? 'available'}' status='${person.status ?? ''}' phase='waiting' ${more}>
  <x xmlns='jabber:x:data' type='result'>
    <field var='name' label='Name'><value>${escaped(person.name)}</value></field>
    ${person.email ? `<field var='email' label='E-mail'><value>${person.email}</value></field>` : ''}
    <field var='problem' label='What is it about?'><value>${escaped(person.problem)}</value></field></x>
  <page url='https://shop.example/cart?step=2' title='Your cart' referrer='https://search.example/' language='da' site='demo'/>
  <parameter name='customer' verified='true'>56164</parameter><parameter name='order' verified='false'>A-2291</parameter></case>`

const visitorOf = (person: Person) => `${person.id}@visitors.localhost/w`
const roomOf = (person: Person) => `${person.id}room@rooms.localhost`

function queue(link: FakeLink, workgroup: string, people: readonly Person[]): void {
  link.receive(`<presence from='${workgroup}'><notify-queue ${WG}><count>${people.length}</count><status>open</status></notify-queue>
    <notify-queue-details ${WG}>${people
      .map(
        (person, position) =>
          `<user jid='${visitorOf(person)}'><position>${position}</position><join-time>${ago(person.waited)}</join-time>${caseOf(person)}</user>`,
      )
      .join('')}</notify-queue-details></presence>`)
}

const colleague = (link: FakeLink, name: string, show: string, status: string, chats: number) =>
  link.receive(`<presence from='${SUPPORT}/${name}@localhost' ${show === 'offline' ? "type='unavailable'" : ''}>
    ${show === 'available' || show === 'offline' ? '' : `<show>${show}</show>`}${status && `<status>${escaped(status)}</status>`}
    <agent-status ${WG} jid='${name}@localhost'><current-chats>${chats}</current-chats><max-chats>4</max-chats></agent-status></presence>`)

const offer = (link: FakeLink, person: Person, seconds: number) =>
  link.receive(`<iq type='set' from='${SUPPORT}' id='o'><offer ${WG} jid='${visitorOf(person)}' id='${person.id}'>
    <timeout>${seconds}</timeout>${caseOf(person)}</offer></iq>`)

/** Invited, in the room, and asking its archive. */
function enter(link: FakeLink, person: Person): string {
  const room = roomOf(person)
  link.receive(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${room}'/>
    ${caseOf(person, `nick='Anna' with='${escaped(person.name)}'`)}<offer ${WG} jid='${visitorOf(person)}'/></message>`)
  const muc = (nick: string, status: string) =>
    link.receive(
      `<presence from='${room}/${escaped(nick)}'><x xmlns='http://jabber.org/protocol/muc#user'>${status}</x></presence>`,
    )
  muc(person.name, '')
  muc('Anna', "<status code='110'/>")
  return room
}

async function chat(link: FakeLink, person: Person, lines: readonly (readonly [string, string, number])[]) {
  const room = enter(link, person)
  const queryId = link.last('urn:xmpp:mam:2').getChild('query')?.attrs.queryid
  for (const [index, [nick, body, seconds]] of lines.entries()) {
    link.receive(`<message from='${room}'><result xmlns='urn:xmpp:mam:2' queryid='${queryId}' id='${person.id}s${index}'>
      <forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='${ago(seconds)}'/>
      <message type='groupchat' from='${room}/${escaped(nick)}' id='${person.id}m${index}'><body>${escaped(body)}</body></message></forwarded></result></message>`)
  }
  await link.answer(
    'urn:xmpp:mam:2',
    "<fin xmlns='urn:xmpp:mam:2' complete='true'><set xmlns='http://jabber.org/protocol/rsm'/></fin>",
  )
}

const say = (link: FakeLink, person: Person, id: string, body: string) =>
  link.receive(`<message type='groupchat' from='${roomOf(person)}/${escaped(person.name)}' id='${id}'><body>${escaped(body)}</body>
    <stanza-id xmlns='urn:xmpp:sid:0' by='${roomOf(person)}' id='${id}'/></message>`)

async function signIn(app: App, link: FakeLink): Promise<void> {
  app.attach(link, 'support.localhost').start()
  link.status({ is: 'online', jid: 'anna@localhost/desk', resumed: false })
  await link.answer(
    'disco#items',
    `<query xmlns='http://jabber.org/protocol/disco#items'><item jid='${SUPPORT}' name='Support'/><item jid='${SALES}' name='Sales'/></query>`,
  )
}

async function staffed(app: App, link: FakeLink): Promise<void> {
  await signIn(app, link)
  queue(link, SALES, [])
  colleague(link, 'ben', 'available', '', 2)
  colleague(link, 'carol', 'dnd', 'In a call until 14:00', 1)
  colleague(link, 'dina', 'away', 'Lunch', 0)
  colleague(link, 'emil', 'offline', '', 0)
}

async function talking(app: App, link: FakeLink): Promise<void> {
  await staffed(app, link)
  queue(link, SUPPORT, [])
  const miaRoom = roomOf(mia)
  await chat(link, mia, [
    ['Mia Jensen', 'Hi, my order arrived without the second box.', 260],
    ['Mia Jensen', 'The parcel label says 1 of 2', 252],
    ['Anna', 'Let me look, Mia. Do you have the order number at hand?', 190],
    ['Mia Jensen', 'A-2291. Here is the page: https://shop.example/orders/A-2291', 130],
    [
      'Anna',
      'Thank you. The second box left our warehouse this morning; it should be with you tomorrow before noon.',
      64,
    ],
    ['Mia Jensen', 'Oh good. Will I get a message when it is near?', 20],
  ])
  await chat(link, omar, [['Omar Haddad', 'The code never arrives', 400]])
  await chat(link, lea, [
    ['Léa Fontaine', 'Bonjour, il me manque la facture de mars.', 900],
    ['Anna', 'Bonjour Léa, je vous l’envoie.', 840],
  ])
  app.shell?.open(miaRoom)
  say(link, omar, 'x1', 'Are you there?')
  say(link, omar, 'x2', 'I tried a second phone, nothing either')
}

const COMMANDS = 'http://jabber.org/protocol/commands'

/** What each workgroup offers; the supervisor's words in Support. */
function offerCommands(link: FakeLink, words: string): void {
  for (const { attrs } of link.sent.filter((stanza) => stanza.toString().includes(`node="${COMMANDS}"`)))
    link.receive(`<iq type='result' from='${attrs.to}' id='${attrs.id}'>
      <query xmlns='http://jabber.org/protocol/disco#items' node='${COMMANDS}'>${words
        .split(' ')
        .map((word) => `<item jid='${attrs.to}' node='${word}'/>`)
        .join('')}</query></iq>`)
}

const OWN_WORDS = 'transfer keep invite leave note tag canned messages answer'

/** What was asked has been taken in, and what follows from it has been asked. */
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** Answers the question that names `word` in Support with these rows. */
function tell(link: FakeLink, word: string, ...rows: readonly Record<string, string>[]): void {
  const asked = link.sent.findLast(
    (stanza) => stanza.attrs.to === SUPPORT && stanza.toString().includes(`node="${word}"`),
  )
  const items = rows.map((row) => {
    const fields = Object.entries(row).map(
      ([name, value]) => `<field var='${name}'><value>${escaped(value)}</value></field>`,
    )
    return `<item>${fields.join('')}</item>`
  })
  link.receive(`<iq type='result' from='${SUPPORT}' id='${asked?.attrs.id}'>
    <command xmlns='${COMMANDS}' node='${word}' sessionid='s' status='completed'>
    <x xmlns='jabber:x:data' type='result'>${items.join('')}</x></command></iq>`)
}

/** Answers this question as soon as it is asked, again and again. */
function answering(link: FakeLink, word: string, ...rows: readonly Record<string, string>[]): void {
  const ask = link.ask.bind(link)
  link.ask = (iq) => {
    const answer = ask(iq)
    if (iq.attrs.to === SUPPORT && iq.toString().includes(`node="${word}"`))
      queueMicrotask(() => tell(link, word, ...rows))
    return answer
  }
}

/** Everybody's tools: canned replies, left messages, notes and tags on Mia's case. */
async function equipped(app: App, link: FakeLink, more = ''): Promise<void> {
  await talking(app, link)
  offerCommands(link, `${OWN_WORDS} ${more}`.trim())
  await settled()
  tell(
    link,
    'canned',
    { name: 'hello', text: 'Hello {visitor}, {operator} of {workgroup} here.', shared: 'true' },
    { name: 'bye', text: 'Goodbye {visitor}, and thank you!', shared: 'true' },
    { name: 'late', text: 'I am sorry that this takes so long. Your case is {case}.', shared: 'false' },
  )
  tell(
    link,
    'messages',
    {
      case: 'm1',
      number: '1801',
      name: 'Zoe Lind',
      at: ago(9000),
      mail: 'zoe@example.org',
      text: 'Do you ship to Norway?\nAnd how long does it take?',
    },
    { case: 'm2', number: '1802', name: 'Yan', at: ago(4000), mail: '', text: 'Please call me.' },
  )
  app.shell?.open(roomOf(mia))
  const note = 'The warehouse sent the second box on Friday.'
  tell(link, 'note', { by: 'ben@localhost', at: ago(400), text: note })
  tell(
    link,
    'tag',
    { tag: 'refund', here: 'true' },
    { tag: 'vip', here: 'true' },
    { tag: 'new', here: 'false' },
  )
}

const SUPERVISOR = 'join assign takeover priority pause open notices'

/** Ben comes in, and says something. */
function benJoins(link: FakeLink): void {
  const room = roomOf(mia)
  link.receive(`<presence from='${room}/Ben'><x xmlns='http://jabber.org/protocol/muc#user'/></presence>`)
  link.receive(`<message type='groupchat' from='${room}/Desk' id='n1'><body>x</body>
    <notice xmlns='urn:parlor:1' what='colleague-joined' who='Ben'/></message>`)
  link.receive(
    `<message type='groupchat' from='${room}/Ben' id='b1'><body>Hello Mia, I know this parcel.</body></message>`,
  )
  say(link, mia, 'b2', 'Oh, hello Ben')
}

const MAM = 'urn:xmpp:mam:2'
const RSM = 'http://jabber.org/protocol/rsm'

/** A room whose archive has this many messages, and answers by itself, a thousand at a time. */
function longChat(link: FakeLink, person: Person, total: number): void {
  const room = roomOf(person)
  const ask = link.ask.bind(link)
  const row = (index: number, queryId: string | undefined) => {
    const nick = index % 3 ? 'Mia Jensen' : 'Anna'
    const words = `Line ${index} ${'of a long conversation '.repeat(1 + (index % 7))}`
    return `<message from='${room}'><result xmlns='${MAM}' queryid='${queryId}' id='${index}'>
      <forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='${ago(30 * (total - index))}'/>
      <message type='groupchat' from='${room}/${nick}' id='l${index}'><body>${words}</body></message></forwarded></result></message>`
  }
  link.ask = (iq) => {
    const query = iq.getChild('query', MAM)
    const before = query?.getChild('set', RSM)?.getChildText('before')
    const answer = ask(iq)
    if (before === null || before === undefined || iq.attrs.to !== room) return answer
    const end = before ? Number(before) : total
    const begin = Math.max(0, end - 1000)
    setTimeout(() => {
      for (let index = begin; index < end; index += 1) link.receive(row(index, query?.attrs.queryid))
      link.receive(`<iq type='result' from='${room}' id='${iq.attrs.id}'><fin xmlns='${MAM}' complete='${begin === 0}'>
        <set xmlns='${RSM}'><first>${begin}</first><last>${end - 1}</last></set></fin></iq>`)
    })
    return answer
  }
  enter(link, person)
}

const longPlay =
  (total: number) =>
  async (app: App, link: FakeLink): Promise<void> => {
    await staffed(app, link)
    queue(link, SUPPORT, [])
    longChat(link, mia, total)
    app.shell?.open(roomOf(mia))
    await settled()
  }

const manyPlay =
  (count: number) =>
  async (app: App, link: FakeLink): Promise<void> => {
    await staffed(app, link)
    queue(link, SUPPORT, [])
    for (let n = 0; n < count; n += 1) {
      const person = { ...jon, id: `n${n}`, name: `Visitor ${n}` }
      await chat(link, person, [[person.name, `Question ${n}`, 30]])
    }
  }

const plays: Record<string, (app: App, link: FakeLink) => Promise<void>> = {
  'sign-in': async () => {},
  'sign-in-refused': async (app) =>
    app.desk.set({ ...app.desk.get(), session: { is: 'signed-out', problem: 'wrong-password' } }),
  loading: signIn,
  empty: async (app, link) => {
    await staffed(app, link)
    queue(link, SUPPORT, [])
  },
  ringing: async (app, link) => {
    await staffed(app, link)
    queue(link, SUPPORT, [lea, omar, mia, jon])
    offer(link, mia, 30)
    app.shell?.preview(mia.id)
  },
  talking,
  busy: async (app, link) => {
    await talking(app, link)
    queue(link, SUPPORT, [
      { ...jon, id: 'c9', name: 'Ida', problem: 'Payment was taken twice', waited: 230 },
      { ...jon, id: 'c8', name: 'Ахмед', problem: 'Возврат за кофемашину', waited: 95 },
      jon,
    ])
    offer(link, jon, 30)
    link.receive(
      `<message type='groupchat' from='${roomOf(mia)}/Mia Jensen'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    app.shell?.say(roomOf(mia), 'Yes, by e-mail an hour before.')
  },
  reconnecting: async (app, link) => {
    await talking(app, link)
    link.status({ is: 'waiting', retryAt: Date.now() + 8000 })
    app.shell?.say(roomOf(mia), 'Yes, by e-mail an hour before.')
  },
  ended: async (app, link) => {
    await talking(app, link)
    link.receive(
      `<message from='${SUPPORT}'><ended xmlns='urn:parlor:1' case='${mia.id}' reason='visitor-left'/><body>x</body></message>`,
    )
  },
  stranger: async (app, link) => {
    await signIn(app, link)
    for (const from of [SUPPORT, SALES]) {
      link.receive(
        `<presence type='error' from='${from}'><error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>`,
      )
    }
  },
  'off-duty': async (app, link) => {
    await staffed(app, link)
    queue(link, SUPPORT, [lea])
    link.receive(
      `<message from='${SUPPORT}'><body>x</body><off-duty xmlns='urn:parlor:1' missed='2' since='${ago(90)}'/></message>`,
    )
  },
  'transfer-in': async (app, link) => {
    await equipped(app, link)
    queue(link, SUPPORT, [])
    link.receive(`<iq type='set' from='${SUPPORT}' id='o'><offer ${WG} jid='${visitorOf(jon)}' id='${jon.id}'>
      <timeout>30</timeout>${caseOf(jon)}<transfer xmlns='urn:parlor:1' by='ben@localhost' as='owner'>
      <note>He asks about the Faroe Islands. You know the carriers.</note></transfer></offer></iq>`)
  },
  group: async (app, link) => {
    await equipped(app, link, 'join assign takeover priority pause open')
    benJoins(link)
    const chat = app.desk.get().chats.get(roomOf(mia))
    if (!chat) return
    void app.shell?.share.transfer(chat, { value: 'ben@localhost', label: 'Ben' }, '')
    tell(link, 'transfer')
    await settled()
  },
  visitors: async (app, link) => {
    await equipped(app, link, 'visitors contact')
    const one = { invited: '', busy: 'false', language: 'da', since: ago(95) }
    tell(
      link,
      'visitors',
      {
        ...one,
        ...{ visitor: 'v3', name: 'Visitor 3', page: 'https://shop.example/cart', title: 'Your cart' },
        ...{ referrer: 'https://search.example/?q=coffee+grinder', place: 'Aarhus, Denmark' },
        ...{ words: 'coffee grinder', browser: 'Firefox 133, Windows', visits: '4', earlier: '2' },
      },
      {
        ...one,
        visitor: 'v4',
        name: 'Mia Jensen',
        page: 'https://shop.example/',
        title: 'Acme',
        busy: 'true',
      },
      { ...one, visitor: 'v5', name: 'زائر', page: 'https://shop.example/ar', title: 'متجر', language: 'ar' },
    )
  },
  website: async (app, link) => {
    await equipped(app, link, 'sites')
    answering(link, 'sites', {
      ...{ site: 'demo', name: 'Acme', url: 'https://chat.example', accent: '#0f766e', signed: 'false' },
      ...{ monitoring: 'off', origins: 'https://shop.example https://www.shop.example' },
      seen: `https://shop.example yes ${ago(60)}\nhttps://test.shop.example no ${ago(300)}`,
    })
  },
  floor: async (app, link) => {
    await equipped(app, link, SUPERVISOR)
    link.receive(`<message type='headline' from='${SUPPORT}'><floor xmlns='urn:parlor:1' waiting='3' oldest='${ago(205)}'
      answered='42' in-time='37' abandoned='3' lasts='120'>
      <operator jid='anna@localhost' name='Anna' show='available' since='${ago(5400)}' chats='3' seats='4'/>
      <operator jid='ben@localhost' name='Ben' show='available' since='${ago(1260)}' chats='2' seats='4'/>
      <operator jid='carol@localhost' name='Carol' show='dnd' status='In a call until 14:00' since='${ago(700)}' chats='1' seats='4'/>
      <operator jid='emil@localhost' name='Emil' show='offline' since='${ago(30)}' chats='0' seats='4'/>
      <chat case='${mia.id}' number='1842' name='Mia Jensen' operator='anna@localhost' since='${ago(260)}' owed='${ago(20)}'>
        <last nick='Mia Jensen' at='${ago(20)}'>Oh good. Will I get a message when it is near?</last></chat>
      <chat case='c70' number='1839' name='Ида' operator='ben@localhost' since='${ago(900)}' owed='${ago(240)}'>
        <guest jid='carol@localhost' as='silent'/><last nick='Ида' at='${ago(240)}'>Вы ещё здесь?</last></chat>
      <chat case='c71' number='1840' name='Tom Okafor' operator='carol@localhost' since='${ago(400)}' to='Ben'>
        <last nick='Carol' at='${ago(50)}'>I hand you to Ben, who knows the carriers in your country best.</last></chat>
      </floor></message>`)
    link.receive(`<message type='headline' from='${SALES}'><floor xmlns='urn:parlor:1' waiting='0' answered='0' in-time='0' abandoned='0'>
      <operator jid='ben@localhost' name='Ben' show='available' since='${ago(1260)}' chats='2' seats='4'/></floor></message>`)
    link.receive(`<presence from='${SALES}'><notify-agents ${WG}><available>1</available><current-chats>0</current-chats><max-chats>4</max-chats></notify-agents>
      <workgroup xmlns='urn:parlor:1' closed='paused' by='carol@localhost' until='2026-11-30T17:30:00Z' late='60' overdue='180' answer='60' answer-overdue='180'/></presence>`)
  },
  silent: async (app, link) => {
    await equipped(app, link, 'join assign takeover')
    link.receive(`<message from='${SUPPORT}'><x xmlns='jabber:x:conference' jid='${roomOf(mia)}'/>
      ${caseOf(mia, "nick='Anna' with='Mia Jensen' as='silent'")}</message>`)
    benJoins(link)
  },
  'long-100': longPlay(100),
  'long-10000': longPlay(10_000),
  'many-100': manyPlay(100),
  many: manyPlay(200),
}

export async function play(name: string, app: App, link: FakeLink): Promise<void> {
  await plays[name]?.(app, link)
}
