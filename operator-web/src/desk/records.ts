/** Notes, tags, canned replies and left messages: fetched when they are looked at, and after each change. */
import type { Fact } from '../model/facts.ts'
import { isOnline, mayUse, onDuty, openChat } from '../model/select.ts'
import type { BareJid, Canned, CaseId, LeftMessage } from '../model/types.ts'
import type { CommandReply } from '../wire/commands.ts'
import { instantOf } from '../wire/xml.ts'
import { t } from '../words/index.ts'
import { attempt, command, look } from './commands.ts'
import type { Hands, Part } from './hands.ts'

/** We are told when visitors leave messages; seldom we ask all the same, for what was said while we did not hear. */
const MESSAGES_EVERY = 600_000

export class Records implements Part {
  #cancel = () => {}

  constructor(private readonly hands: Hands) {}

  onFact: Part['onFact'] = (fact: Fact) => {
    if (fact.is === 'commands-found') {
      void this.loadCanned(fact.workgroup)
      void this.#loadMessages(fact.workgroup)
      void this.#seats(fact.workgroup)
      this.#repeat()
    }
    if (fact.is === 'own-changed') for (const { jid } of onDuty(this.hands.desk())) void this.#seats(jid)
    if (fact.is === 'messages-changed') void this.#loadMessages(fact.workgroup)
    if (fact.is === 'opened' || fact.is === 'caught-up' || fact.is === 'gap-left') this.#lookAtOpen()
  }

  stop = (): void => this.#cancel()

  async note(workgroup: BareJid, id: CaseId, text: string): Promise<boolean> {
    const done = await command(this.hands, workgroup, 'note', { case: id, text })
    if (done) await this.#notes(workgroup, id)
    return done !== undefined
  }

  /** `refund vip -new` */
  async tag(workgroup: BareJid, id: CaseId, tags: string): Promise<boolean> {
    const done = await command(this.hands, workgroup, 'tag', { case: id, tags })
    if (done) await this.#tags(workgroup, id)
    return done !== undefined
  }

  async saveCanned(workgroup: BareJid, name: string, text: string, shared: boolean): Promise<boolean> {
    const what = shared ? 'share' : 'save'
    const done = await command(this.hands, workgroup, 'canned', { do: what, name, text })
    if (!done) return false
    this.hands.tell({ is: 'told', tone: 'plain', text: done.note ?? t('Saved.') })
    await this.loadCanned(workgroup)
    return true
  }

  async removeCanned(workgroup: BareJid, { name, shared }: Canned): Promise<void> {
    const what = shared ? 'unshare' : 'remove'
    if (await command(this.hands, workgroup, 'canned', { do: what, name })) await this.loadCanned(workgroup)
  }

  async loadCanned(workgroup: BareJid): Promise<void> {
    if (!mayUse(this.hands.desk(), workgroup, 'canned')) return
    const reply = await look(this.hands, workgroup, 'canned', { do: 'list' })
    if (!reply) return
    const canned = reply.rows.map(({ name = '', text = '', shared }) => ({
      name,
      text,
      shared: shared === 'true' || shared === '1',
    }))
    this.hands.tell({ is: 'canned-found', workgroup, canned })
  }

  loadMessages = async (): Promise<void> => {
    await Promise.all(onDuty(this.hands.desk()).map(({ jid }) => this.#loadMessages(jid)))
  }

  /** Resolves to why it was not sent, or to nothing. */
  async answer({ workgroup, case: id }: LeftMessage, text: string): Promise<string | undefined> {
    const done = await attempt(this.hands, workgroup, 'answer', { case: id, text })
    if (typeof done === 'string') return done
    this.hands.tell({ is: 'told', tone: 'plain', text: done.note ?? t('Sent.') })
    await this.#loadMessages(workgroup)
    return undefined
  }

  /** It has been dealt with in another way. */
  async settle({ workgroup, case: id }: LeftMessage): Promise<void> {
    if (await command(this.hands, workgroup, 'settle', { case: id })) await this.#loadMessages(workgroup)
  }

  async #loadMessages(workgroup: BareJid): Promise<void> {
    if (!mayUse(this.hands.desk(), workgroup, 'messages')) return
    const reply = await look(this.hands, workgroup, 'messages')
    if (reply) this.hands.tell({ is: 'messages-found', workgroup, messages: messagesOf(reply, workgroup) })
  }

  /** How many chats we may have: what the configuration gives, not what we wish. */
  async #seats(workgroup: BareJid): Promise<void> {
    if (!mayUse(this.hands.desk(), workgroup, 'status')) return
    const reply = await look(this.hands, workgroup, 'status')
    const own = reply?.rows.find(({ jid }) => jid === this.hands.link.jid)
    const seats = Number(own?.seats)
    if (own && Number.isInteger(seats)) this.hands.tell({ is: 'seats-found', workgroup, seats })
  }

  #lookAtOpen(): void {
    const chat = openChat(this.hands.desk())
    if (!chat || !isOnline(this.hands.desk()) || !mayUse(this.hands.desk(), chat.workgroup, 'note')) return
    void this.#notes(chat.workgroup, chat.case.id)
    void this.#tags(chat.workgroup, chat.case.id)
  }

  async #notes(workgroup: BareJid, id: CaseId): Promise<void> {
    const reply = await look(this.hands, workgroup, 'note', { case: id })
    const notes = reply?.rows.map(({ by = '', at, text = '' }) => ({ by, at: instantOf(at) ?? 0, text }))
    if (notes) this.hands.tell({ is: 'case-noted', case: id, notes })
  }

  async #tags(workgroup: BareJid, id: CaseId): Promise<void> {
    const reply = await look(this.hands, workgroup, 'tag', { case: id })
    const tags = reply?.rows.flatMap(({ tag, here }) => (tag && here === 'true' ? [tag] : []))
    if (tags) this.hands.tell({ is: 'case-noted', case: id, tags })
  }

  #repeat(): void {
    this.#cancel()
    this.#cancel = this.hands.later(MESSAGES_EVERY, () => {
      if (isOnline(this.hands.desk())) void this.loadMessages()
      this.#repeat()
    })
  }
}

const messagesOf = (reply: CommandReply, workgroup: BareJid): readonly LeftMessage[] =>
  reply.rows.flatMap(({ case: id, number = '', name = '', at, mail, phone, account, text = '' }) =>
    id
      ? [
          {
            ...{ case: id, workgroup, number, name, at: instantOf(at) ?? 0, text },
            ...(mail && { mail }),
            ...(account && { account }),
            ...(phone && { phone }),
          },
        ]
      : [],
  )
