/** A chat goes to somebody else, a colleague comes in, a supervisor steps in (C4, C5). */
import { nameOf } from '../model/select.ts'
import type { BareJid, CaseId, Chat } from '../model/types.ts'
import { BAD_NEWS, NEWS_WORDS } from '../model/words.ts'
import type { CommandReply, CommandWord, Option, Values } from '../wire/commands.ts'
import { t } from '../words/index.ts'
import { choices, command } from './commands.ts'
import type { Hands, Part } from './hands.ts'

/** A case somewhere in the workgroups that one supervises. */
export interface Place {
  readonly workgroup: BareJid
  readonly case: CaseId
  readonly label: string
}

/** The commands whose form lists cases: every one, and those in the queue. */
export type Lister = 'assign' | 'priority'

export class Share implements Part {
  constructor(
    private readonly hands: Hands,
    private readonly dismiss: (chat: Chat) => void,
  ) {}

  /** The news in words. */
  onFact: Part['onFact'] = (fact) => {
    if (fact.is !== 'news') return
    const { chats, queue, offers } = this.hands.desk()
    const name = [...chats.values(), ...queue, ...offers].find((item) => item.case.id === fact.case)?.case
      .name
    const who = fact.who ? nameOf(fact.who) : t('A colleague')
    const tone = BAD_NEWS.includes(fact.what) ? 'bad' : 'plain'
    this.hands.tell({ is: 'told', tone, text: NEWS_WORDS[fact.what](who, name ?? t('the visitor')) })
  }

  async transfer(chat: Chat, to: Option, note: string): Promise<void> {
    const values = { case: chat.case.id, to: to.value, ...(note && { note }) }
    if (await command(this.hands, chat.workgroup, 'transfer', values))
      this.#stillOpen(chat, (room) => this.hands.tell({ is: 'transferring', room, who: to.label }))
  }

  async keep(chat: Chat): Promise<void> {
    if (await command(this.hands, chat.workgroup, 'keep', { case: chat.case.id }))
      this.hands.tell({ is: 'transferring', room: chat.room })
  }

  /** Put by until somebody writes; the room tells the rest. */
  async hold(chat: Chat): Promise<void> {
    await command(this.hands, chat.workgroup, 'hold', { case: chat.case.id })
  }

  async invite(chat: Chat, guest: Option, note: string): Promise<void> {
    const values = { case: chat.case.id, guest: guest.value, ...(note && { note }) }
    if (await command(this.hands, chat.workgroup, 'invite', values))
      this.#stillOpen(chat, (room) => this.hands.tell({ is: 'inviting', room, who: guest.label }))
  }

  /** A guest goes; the chat goes on. */
  async leave(chat: Chat): Promise<void> {
    if (await command(this.hands, chat.workgroup, 'leave', { case: chat.case.id })) this.dismiss(chat)
  }

  /** What a supervisor says to a workgroup; the answer is shown. */
  async order(workgroup: BareJid, word: CommandWord, values: Values = {}): Promise<void> {
    const done = await command(this.hands, workgroup, word, values)
    if (done) this.hands.tell({ is: 'told', tone: 'plain', text: done.note ?? t('Done.') })
  }

  /** The notices of the start page, or a change of them; `undefined` when it was refused. */
  tellNotices = (workgroup: BareJid, values: Values): Promise<CommandReply | undefined> =>
    command(this.hands, workgroup, 'notices', values)

  /** A supervisor comes into a chat, which is shown as soon as its room opens. */
  async enter(
    workgroup: BareJid,
    word: 'join' | 'takeover',
    values: Values & { readonly case: CaseId },
  ): Promise<void> {
    this.hands.tell({ is: 'answering', case: values.case })
    if (await command(this.hands, workgroup, word, values)) return
    this.hands.tell({ is: 'answer-failed', case: values.case, gone: false, text: '' })
  }

  /** The requests and chats of these workgroups, as a command lists them. */
  async cases(workgroups: readonly BareJid[], word: Lister = 'assign'): Promise<readonly Place[]> {
    const found = await Promise.all(
      workgroups.map(async (workgroup) =>
        (await choices(this.hands, workgroup, word, 'case')).map(({ value, label }) => ({
          workgroup,
          case: value,
          label,
        })),
      ),
    )
    return found.flat()
  }

  /** A colleague may have answered before the workgroup did. */
  #stillOpen(chat: Chat, act: (room: string) => void): void {
    if (this.hands.desk().chats.get(chat.room)?.state !== 'ended') act(chat.room)
  }
}
