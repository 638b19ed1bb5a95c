import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Field, validate } from '../protocol/forms.ts'
import {
  type Heard,
  hear,
  joinedText,
  messageLeftText,
  placeText,
  type Reply,
  type Talk,
} from './visitor-talk.ts'

const NAME: Field = { name: 'name', label: 'Name', type: 'text-single', required: true }
const EMAIL: Field = {
  name: 'email',
  label: 'E-mail',
  type: 'text-single',
  required: true,
  datatype: 'email',
}
const PROBLEM: Field = { name: 'problem', label: 'What is it about?', type: 'text-multi' }
const PLAN: Field = {
  name: 'plan',
  label: 'Your plan',
  type: 'list-single',
  required: true,
  options: [
    { label: 'Free', value: 'f' },
    { label: 'Gold', value: 'g' },
  ],
}
const CONSENT: Field = { name: 'consent', label: 'May we store this?', type: 'boolean', required: true }

const CLOSED = { why: 'Nobody is here to answer right now.', instead: 'message' } as const

/** A person at the keyboard: what was said to them, and what was done. */
function person(changes: Partial<Heard> = {}) {
  let talk: Talk | undefined
  let now = 0
  let situation: Partial<Heard> = changes
  return {
    becomes(more: Partial<Heard>): void {
      situation = { ...situation, ...more }
    },
    waits(ms: number): void {
      now += ms
    },
    says(words: string): Reply {
      now += 1000
      const reply = hear(talk, {
        workgroup: 'Support',
        fields: [NAME, PROBLEM],
        standing: { is: 'outside' },
        ...situation,
        words,
        now,
      })
      talk = reply.talk
      return reply
    },
  }
}

const joins = ({ do: what }: Reply) =>
  typeof what === 'object' && 'join' in what ? Object.fromEntries(what.join.values) : undefined

describe('A5: a person with an account writes to the workgroup', () => {
  it('A5: is asked to confirm, then for what is needed, and joins', () => {
    const mia = person({ fields: [NAME, EMAIL, PROBLEM] })
    const greeting = mia.says('Where is my order?')
    expect(greeting.say).toBe('This is Support. To talk to a person, write "chat".')
    expect(greeting.responses).toEqual([{ value: 'chat', label: 'Talk to a person' }])
    expect(greeting.do).toBeUndefined()
    expect(mia.says('chat').say).toBe('To stop, write "stop".\nName:')
    expect(mia.says('Mia').say).toBe('E-mail:')
    const done = mia.says('mia@example.org')
    expect(done.talk).toBeUndefined()
    expect(joins(done)).toEqual({
      name: ['Mia'],
      email: ['mia@example.org'],
      problem: ['Where is my order?'],
    })
  })

  it('A5: with nothing to ask joins at once', () => {
    expect(joins(person({ fields: [] }).says('Chat!'))).toEqual({})
    expect(joins(person({ fields: [PROBLEM] }).says('/chat'))).toEqual({})
  })

  it('A5: chooses by number or by name, and agrees with yes', () => {
    const mia = person({ fields: [PLAN, PLAN, { ...PLAN, name: 'old' }, CONSENT] })
    const question = mia.says('chat')
    expect(question.say).toBe('To stop, write "stop".\nYour plan?\n1: Free\n2: Gold')
    expect(question.responses).toEqual([
      { value: '1', label: 'Free' },
      { value: '2', label: 'Gold' },
    ])
    mia.says('2')
    expect(mia.says('gold.').say).toBe('May we store this?\n1: Yes\n2: No')
    expect(joins(mia.says('yes'))).toEqual({ plan: ['g'], old: ['g'], consent: ['true'] })
  })

  it('A5: hears what is wrong with an answer and is asked again', () => {
    const mia = person({ fields: [EMAIL, PLAN, CONSENT] })
    mia.says('chat')
    expect(mia.says('somewhere').say).toBe('E-mail must be an address like mia@example.org.\nE-mail:')
    mia.says('mia@example.org')
    expect(mia.says('silver').say).toMatch(/^Your plan must be one of the choices\.\nYour plan\?/)
    mia.says('free')
    expect(mia.says('what?').say).toMatch(/must be/)
    expect(joins(mia.says('y'))).toEqual({ email: ['mia@example.org'], plan: ['f'], consent: ['true'] })
  })

  it('A5: chooses several', () => {
    const mia = person({ fields: [{ ...PLAN, type: 'list-multi' }] })
    expect(mia.says('chat').say).toContain('(one or more, with commas between)?')
    expect(joins(mia.says('1, gold'))).toEqual({ plan: ['f', 'g'] })
  })

  it('A5: may stop at any time, and refuse consent', () => {
    const mia = person({ fields: [NAME, CONSENT] })
    mia.says('chat')
    expect(mia.says('stop')).toEqual({ talk: undefined, say: 'Stopped. Nothing was sent.' })
    mia.says('chat')
    mia.says('Mia')
    expect(mia.says('no').say).toMatch(/must be agreed to/)
    expect(mia.says('Cancel.')).toEqual({ talk: undefined, say: 'Stopped. Nothing was sent.' })
  })

  it('A5: is told the place while waiting, and leaves', () => {
    const mia = person({ standing: { is: 'waiting', position: 2, time: 130 } })
    expect(mia.says('hello?').say).toBe(
      'You are number 3, about 2 minutes to wait. As soon as it is your turn, you are invited to a room. Write "stop" to leave.',
    )
    mia.waits(60_000)
    expect(mia.says('no').do).toBeUndefined()
    expect(mia.says('stop').do).toBe('depart')
  })

  it('A5: is sent to the room while in the chat', () => {
    const mia = person({ standing: { is: 'in-chat' } })
    expect(mia.says('hello?')).toMatchObject({ say: expect.stringMatching(/in its own room/), do: 'invite' })
    expect(mia.says('leave').do).toBe('depart')
  })

  it('A5: joining by the client (XEP-0142) ends the questions', () => {
    const mia = person()
    mia.says('chat')
    mia.becomes({ standing: { is: 'waiting' } })
    expect(mia.says('Mia').say).toMatch(/^You are waiting\./)
  })

  it('Q5: leaves a message where nobody is there', () => {
    const mia = person({ closed: CLOSED, fields: [NAME, PROBLEM] })
    expect(mia.says('Where is my order?').say).toBe(
      'This is Support. Nobody is here to answer right now. To leave a message, write "message".',
    )
    mia.says('message')
    const done = mia.says('Mia')
    expect(done.do).toEqual({
      leaveMessage: { type: 'submit', values: new Map([['name', ['Mia']]]) },
      text: 'Where is my order?',
    })
  })

  it('Q5: asks to be called back: the number, once, and what it is about', () => {
    const mia = person({ closed: { ...CLOSED, instead: 'callback' }, fields: [NAME, PROBLEM] })
    expect(mia.says('hello').say).toBe(
      'This is Support. Nobody is here to answer right now. To leave your telephone number and be called back, write "message".',
    )
    mia.says('message')
    expect(mia.says('Mia').say).toBe('Telephone:')
    expect(mia.says('tomorrow').say).toBe('Telephone must be a number like +45 12 34 56 78.\nTelephone:')
    expect(mia.says('+45 12 34 56 78').do).toEqual({
      leaveMessage: {
        type: 'submit',
        values: new Map([
          ['name', ['Mia']],
          ['phone', ['+45 12 34 56 78']],
        ]),
      },
      text: 'hello',
    })
  })

  it('A5: who asks for a person while nobody is there hears why, each time; other words only once', () => {
    const mia = person({ closed: CLOSED })
    expect(mia.says('hello').say).toContain(CLOSED.why)
    expect(mia.says('anybody?').say).toBeUndefined()
    expect(mia.says('chat').say).toContain(CLOSED.why)
    expect(mia.says('Chat!').say).toContain(CLOSED.why)
    expect(mia.says('message').say).toContain('To stop')
  })

  it('Q5: is asked for the message when nothing was written before', () => {
    const mia = person({ closed: CLOSED, fields: [] })
    expect(mia.says('message').say).toBe('To stop, write "stop".\nWhat is your message?')
    expect(mia.says('Where is\nmy order?').do).toMatchObject({ text: 'Where is\nmy order?' })
  })

  it('Q5: hears the address of another workgroup, or of a page, and may leave a message all the same', () => {
    const sales = { workgroup: 'sales@support.localhost', name: 'Sales' }
    const mia = person({ closed: { ...CLOSED, instead: sales }, fields: [] })
    expect(mia.says('chat').say).toBe(
      'This is Support. Nobody is here to answer right now. Please write to Sales:\nsales@support.localhost\nOr leave a message: write "message".',
    )
    mia.says('Leave a message.')
    expect(mia.says('Where is my order?').do).toMatchObject({ text: 'Where is my order?' })
    const tim = person({ closed: { ...CLOSED, instead: { redirect: 'https://shop.example/help' } } })
    const { say, responses } = tim.says('hello')
    expect(say).toMatch(/Please look here:\nhttps:\/\/shop.example\/help\nOr leave a message/)
    expect(responses?.map(({ value }) => value)).toEqual(['message'])
  })
})

describe('A5: what is no person', () => {
  it.each(['I am away, chat later', 'This user is offline.', 'ok', 'chatting', 'messages', 'take', 'no'])(
    'A5: "%s" does nothing',
    (words) => {
      const machine = person({ fields: [] })
      machine.says('hello')
      machine.waits(60_000)
      expect(machine.says(words).do).toBeUndefined()
    },
  )

  it('A5: a machine that answers every answer is not talked to for ever', () => {
    const machine = person()
    const answers = Array.from({ length: 20 }, () => machine.says('I am away.').say)
    expect(answers.filter(Boolean)).toHaveLength(1)
  })

  it('A5: nor for ever asked', () => {
    const machine = person({ fields: [EMAIL] })
    machine.says('chat')
    const answers = Array.from({ length: 40 }, () => machine.says('I am away.').say)
    expect(answers.filter(Boolean).length).toBeLessThanOrEqual(7)
  })

  it('A5: questions nobody answers are forgotten', () => {
    const mia = person()
    mia.says('chat')
    mia.waits(10 * 60_000)
    expect(mia.says('hello').say).toMatch(/^This is Support/)
  })

  it('A5: whatever is written joins only with the word, and never with a form that is wrong', () => {
    const words = fc.oneof(
      fc.constantFrom('chat', 'stop', 'message', 'Mia', 'mia@example.org', '1', '2', 'yes', 'gold', ' '),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    const fields = [NAME, EMAIL, PROBLEM, PLAN, CONSENT]
    fc.assert(
      fc.property(fc.array(words, { maxLength: 14 }), (all) => {
        const mia = person({ fields })
        const replies = all.map((one) => mia.says(one))
        for (const { do: what } of replies) {
          if (typeof what !== 'object') continue
          expect(all.some((one) => /^\W*(chat|yes|message)\W*$/i.test(one))).toBe(true)
          expect(validate(fields, 'join' in what ? what.join : what.leaveMessage).invalid).toBeUndefined()
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('A5: what is said afterwards', () => {
  it.each([
    [{ position: 0 }, 'You are next.'],
    [{ position: 0, time: 20 }, 'You are next, about 1 minute to wait.'],
    [{}, 'You are waiting.'],
  ])('%j', (standing, text) => expect(placeText(standing)).toBe(text))
  it('names the case', () => {
    expect(joinedText(1842, { position: 1 })).toMatch(
      /^Thank you\. Your case is number 1842\. You are number 2\./,
    )
    expect(messageLeftText(1842)).toContain('case 1842')
  })
})
