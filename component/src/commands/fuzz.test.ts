/** Whatever an operator's client sends, nothing breaks, and nothing is done that was not said. */
import fc from 'fast-check'
import { parse as parseXml } from 'ltx'
import { describe, expect, it } from 'vitest'
import { buildCommandRequest } from '../protocol/commands.ts'
import { buildSubmit } from '../protocol/forms.ts'
import { iq } from '../protocol/stanza.ts'
import { StanzaError } from '../protocol/stanza-error.ts'
import { actions } from './actions.ts'
import { AdHocCommands } from './adhoc.ts'
import { fake, LEA, MIA, NOW, OMAR, row } from './fake.kit.ts'
import { offerText } from './offer-text.ts'
import { answerText } from './text.ts'

const RINGING = row({ id: 'd4d4d4', number: 1850, name: 'Noor', minutes: 3, ringsHere: true })
const MINE = row({ id: 'e5e5e5', number: 1830, name: 'Jon', minutes: 9, phase: 'active', operator: 'Anna' })
const context = () => fake([MIA, OMAR, RINGING, LEA, MINE], { supervisor: true })

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        ...actions.map(({ name }) => name),
        '/',
        '1842',
        'mia',
        'd4d4d4',
        'away',
        'ben',
        'to',
        ':',
        'high',
        '\n',
        '#',
        '?',
      ),
      {
        maxLength: 5,
      },
    )
    .map((parts) => parts.join(' ')),
)

const deciding =
  /^(take|accept|reject|decline|close|end|hold|transfer|keep|invite|leave|contact|join|assign|takeover|take-over|priority)\b/i

describe('random words', () => {
  it('A2: do something only when they begin with a word for it', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (body) => {
        const adhoc = context()
        const answer = await answerText(adhoc, body)
        expect(answer === undefined).toBe(body.trim() === '')
        if (!deciding.test(body.trim().replace(/^\//, '').trim())) expect(adhoc.asked).toEqual([])
        expect(adhoc.asked.length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1000 },
    )
  })

  it('from a visitor never make two lines of one in an offer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const parameters = [{ name: text, value: text, verified: false }]
        const offer = {
          joinedAt: NOW,
          case: { ...MIA.case, name: text, answers: [], parameters, status: text },
        }
        expect(offerText(offer, NOW).split('\n')).toHaveLength(3)
      }),
    )
  })
})

describe('random commands', () => {
  it('are answered, or refused by a StanzaError', async () => {
    const adhoc = new AdHocCommands({ newId: () => 's' })
    const request = fc.record({
      node: fc.constantFrom(...actions.map(({ name }) => name), 'fly', '__proto__'),
      action: fc.constantFrom('execute', 'next', 'prev', 'complete', 'cancel'),
      sessionId: fc.option(fc.constantFrom('s', 'x'), { nil: undefined }),
    })
    const form = fc.option(
      fc.dictionary(
        fc.constantFrom('case', 'show', 'status', 'to', 'guest', 'note', 'text', 'do', 'name', 'tags', 'x'),
        words,
      ),
      {
        nil: undefined,
      },
    )
    await fc.assert(
      fc.asyncProperty(request, form, async (asked, values) => {
        const command = buildCommandRequest(
          { ...asked, action: asked.action as 'execute' },
          values && buildSubmit(values),
        )
        const refusal = await adhoc
          .answer(context(), iq('set', 'a@b', 'anna@localhost/psi', '1', command))
          .then(
            (answer) => void parseXml(String(answer)),
            (error: unknown) => error,
          )
        if (refusal !== undefined) expect(refusal).toBeInstanceOf(StanzaError)
      }),
      { numRuns: 1000 },
    )
  })
})
