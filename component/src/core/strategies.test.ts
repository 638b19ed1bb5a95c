import { expect, test } from 'vitest'
import { jidOf, minute, rulesWith, Stage, visitorJid } from './testing/stage.kit.ts'
import type { Needs, Rules, Staff, Strategy } from './types.ts'

const team: Readonly<Record<string, Staff>> = {
  anna: { seats: 2, tier: 1, skills: ['billing'], languages: ['en', 'de'] },
  ben: { seats: 2, tier: 1, languages: ['en'] },
  carol: { seats: 2, tier: 2, skills: ['billing', 'technical'], languages: ['da-DK'] },
}

function onDuty(
  strategies: readonly Strategy[],
  changes: Partial<Rules> = {},
  names = Object.keys(team),
): Stage {
  const stage = new Stage(rulesWith(team, { strategies, ...changes }))
  for (const name of names) stage.shows(name, 'available')
  return stage
}

const joins = (stage: Stage, id: string, needs: Needs = {}, knows?: string): string[] => {
  stage.event({
    type: 'join',
    case: id,
    visitor: visitorJid(id),
    priority: 0,
    needs,
    ...(knows && { knows: jidOf(knows) }),
  })
  return stage.ringsAt(id)
}

test('R2: random: everybody gets their share, and the same seed draws the same', () => {
  const draw = () => {
    const stage = onDuty(['random'])
    return Array.from({ length: 300 }, (_, n) => {
      const [name = ''] = joins(stage, `c${n}`)
      stage.accepts(name, `c${n}`)
      stage.closes(name, `c${n}`)
      return name
    })
  }
  const drawn = draw()
  for (const name of Object.keys(team)) expect(drawn.filter((one) => one === name).length).toBeGreaterThan(70)
  expect(draw()).toEqual(drawn)
})

test('R2: round robin: in turn, without those who are not there', () => {
  const stage = onDuty(['round-robin'])
  const asked = () => Array.from({ length: 4 }, (_, n) => joins(stage, `${stage.now}-${n}`)[0])
  expect(asked()).toEqual(['anna', 'ben', 'carol', 'anna'])
  stage.advance(minute)
  for (const id of [...stage.state.cases.keys()]) stage.event({ type: 'depart', case: id })
  stage.shows('carol', 'xa')
  const [first, second, third] = asked()
  expect(first).not.toBe(second)
  expect(third).toBe(first)
})

test('R2: longest idle: who has rested most', () => {
  const stage = onDuty(['longest-idle'])
  for (const name of ['carol', 'anna', 'ben']) {
    stage.joins(name)
    stage.takes(name, name)
    stage.talks(name, name)
    stage.advance(minute)
    stage.closes(name, name)
  }
  expect(joins(stage, 'next')).toEqual(['carol'])
})

test('R2: tiers: the second tier only when nobody of the first is free', () => {
  const stage = onDuty(['tiers', 'ring-all'])
  expect(joins(stage, 'one')).toEqual(['anna', 'ben'])
  stage.rejects('anna', 'one')
  stage.rejects('ben', 'one')
  expect(stage.ringsAt('one')).toEqual(['carol'])
})

test('R2: skills: those who can most of it; anybody, when nobody can any of it', () => {
  const stage = onDuty(['skills', 'ring-all'])
  expect(joins(stage, 'both', { skills: ['billing', 'technical'] })).toEqual(['carol'])
  stage.accepts('carol', 'both')
  expect(joins(stage, 'one', { skills: ['billing'] })).toEqual(['anna', 'carol'])
  expect(joins(stage, 'none', { skills: ['magic'] })).toEqual(['anna', 'ben'])
})

test('R2: language: a region does not matter; with fallback', () => {
  const stage = onDuty(['language', 'ring-all'])
  expect(joins(stage, 'danish', { language: 'da' })).toEqual(['carol'])
  stage.accepts('carol', 'danish')
  expect(joins(stage, 'austrian', { language: 'de-AT' })).toEqual(['anna'])
  stage.accepts('anna', 'austrian')
  expect(joins(stage, 'french', { language: 'fr' })).toEqual(['anna', 'ben', 'carol'])
})

test('R9: the returning visitor prefers the operator who served them last, if available', () => {
  const stage = onDuty(['last-operator', 'least-busy'])
  expect(joins(stage, 'mia', {}, 'carol')).toEqual(['carol'])
  stage.rejects('carol', 'mia')
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  stage.shows('ben', 'dnd')
  expect(joins(stage, 'tim', {}, 'ben')).not.toEqual(['ben'])
})

test('R2: a list: skilled first, of those the least busy', () => {
  const stage = onDuty(['skills', 'least-busy'])
  expect(joins(stage, 'one', { skills: ['billing'] })).toEqual(['anna'])
  expect(joins(stage, 'two', { skills: ['billing'] })).toEqual(['carol'])
})

test('R2: with ring-all behind a preference, it rings at latecomers only if they are preferred', () => {
  const stage = onDuty(['tiers', 'ring-all'], {}, ['anna'])
  expect(joins(stage, 'mia')).toEqual(['anna'])
  stage.shows('carol', 'available')
  expect(stage.ringsAt('mia')).toEqual(['anna'])
  stage.shows('ben', 'available')
  expect(stage.ringsAt('mia')).toEqual(['anna', 'ben'])
})

test('Q1 R2: a supervisor moves a request up: within a priority first come, first served', () => {
  const stage = onDuty(['least-busy'], {}, [])
  for (const id of ['c1', 'c2', 'c3']) stage.joins(id)
  expect(stage.event({ type: 'prioritise', case: 'c3', priority: 2 })).toBeUndefined()
  expect([...stage.state.queue.values()]).toEqual(['c3', 'c1', 'c2'])
  expect(stage.event({ type: 'prioritise', case: 'nobody', priority: 2 })).toBe('no-such-case')
})
