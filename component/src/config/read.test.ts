import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { complaints, env, good, mistakes } from './read.kit.ts'
import { readConfig } from './read.ts'
import { rulesOf } from './rules.ts'

test('B2: a short file is completed with sensible defaults', () => {
  const config = readConfig(good, env)
  expect(config.xmpp).toMatchObject({
    host: '127.0.0.1',
    port: 5347,
    secret: 'sesame',
    web: 'http://127.0.0.1:5280',
  })
  expect(config.store).toEqual({ sqlite: 'var/parlor.db' })
  expect(config.sites.get('demo')).toMatchObject({
    origins: ['http://localhost:8080', 'https://shop.example'],
    workgroups: ['support@support.localhost'],
  })
  expect(rulesOf(config, 'support@support.localhost')).toEqual({
    strategies: ['ring-all'],
    operators: new Map([
      ['anna@localhost', { seats: 4, tier: 1, skills: [], languages: [] }],
      ['ben@other.example', { seats: 2, tier: 1, skills: [], languages: [] }],
    ]),
    afterHours: 'finish',
    idle: { after: 600_000, warning: 120_000 },
    otherwise: {
      nobody: 'message',
      closed: 'message',
      full: 'message',
      waited: 'message',
      declined: 'message',
    },
    ringFor: 30_000,
    offerAway: false,
    whenNobody: 'refuse',
    maxQueue: 200,
    maxWait: 1_800_000,
    visitorGrace: 120_000,
    operatorGrace: 60_000,
    leaveGrace: 15_000,
    askAgainAfter: 60_000,
    askAgainAtMost: 5,
    missedAtMost: 2,
  })
})

test('B2: the demo file loads', () => {
  const names = 'DOMAIN COMPONENT_PORT COMPONENT_SECRET XMPP_HTTP_PORT HTTP_HOST HTTP_PORT URL DATA'
  const variables = Object.fromEntries(names.split(' ').map((name) => [`PARLOR_${name}`, '5347']))
  const demo = readFileSync(new URL('../../parlor.demo.yaml', import.meta.url), 'utf8')
  const config = readConfig(demo, {
    ...variables,
    PARLOR_DOMAIN: 'localhost',
    PARLOR_URL: 'http://localhost:8080',
  })
  expect([...config.workgroups.keys()]).toEqual(['support@support.localhost', 'sales@support.localhost'])
  expect(config.operators.get('carol@localhost')?.supervisor).toBe(true)
  expect(config.workgroups.get('sales@support.localhost')?.form.fields).toHaveLength(3)
})

test('B2: all mistakes are named at once, in the order of the file, with path and what was expected', () => {
  expect(
    mistakes(
      ['component: support.localhost', 'component: support.localhost\n  port: lots'],
      ['seats: 2', 'seats: none'],
      ["'https://shop.example'", "'https://shop.example/'"],
      [
        'name: Support\n',
        'name: Support\n    ringFor: fast\n    ringfor: 10 s\n    routing: [ring-all, loudest]\n',
      ],
    ),
  ).toEqual([
    'xmpp.port: expected a port number (1 to 65535), got "lots"',
    'operators.ben@other.example.seats: expected a whole number from 1 to 100, got "none"',
    'sites.demo.origins[1]: expected an origin written https://shop.example, got "https://shop.example/"',
    'workgroups.support.ringFor: expected a duration like "30 s" (from 1 s to 1 h), got "fast"',
    'workgroups.support.ringfor: there is no such setting, did you mean "ringFor"?',
    'workgroups.support.routing[1]: expected one of ring-all, random, round-robin, least-busy, longest-idle, tiers, skills, language, last-operator, got "loudest"',
  ])
})

test.each<[string, [string | RegExp, string], string]>([
  [
    'a setting that is missing',
    ['  rooms: rooms.localhost\n', ''],
    'xmpp.rooms: is missing: expected a domain like rooms.example.com',
  ],
  ['a whole section missing', [/http:\n.*\n/, ''], 'http: is missing: expected a section'],
  ['a section left empty', [/http:\n.*\n/, 'http:\n'], 'http: expected a section, got nothing'],
  ['a variable that is not set', ['{SECRET}', '{OTHER}'], 'xmpp.secret: the variable OTHER is not set'],
  [
    'an operator nobody knows',
    ['operators: [anna,', 'operators: [ana,'],
    'workgroups.support.operators[0]: there is no operator "ana", did you mean "anna"?',
  ],
  [
    'an operator twice',
    ['operators: [anna,', 'operators: [anna@localhost, anna,'],
    'workgroups.support.operators[1]: "anna" is there twice',
  ],
  [
    'a workgroup nobody knows',
    ['workgroups: [support]', 'workgroups: [billing]'],
    'sites.demo.workgroups[0]: there is no workgroup "billing"',
  ],
  [
    'one account under two names',
    ['anna: {', 'anna@localhost: { name: A }\n  anna: {'],
    'operators.anna: is the same as anna@localhost',
  ],
  [
    'a name that is no address',
    ['anna: {', "'an na': { name: A }\n  anna: {"],
    'operators.an na: is not an address or a short name',
  ],
  [
    'a workgroup elsewhere',
    ['  support:\n', '  sales@elsewhere.example: { name: S, operators: [anna] }\n  support:\n'],
    'workgroups.sales@elsewhere.example: must be on support.localhost',
  ],
  [
    'two hosts that are one',
    ['rooms: rooms.localhost', 'rooms: localhost'],
    'xmpp.rooms: must not be the same host as domain',
  ],
  [
    'an origin that is none',
    ["'https://shop.example'", 'shop.example'],
    'sites.demo.origins[1]: expected an origin like https://shop.example, or own, got "shop.example"',
  ],
  [
    'no operators at all',
    ['[anna, ben@other.example]', '[]'],
    'workgroups.support.operators: expected at least one entry, got a list',
  ],
  [
    'the same question twice',
    ['required: true }', 'required: true }\n      - { name: name, label: Again }'],
    'workgroups.support.form[1].name: "name" is there twice',
  ],
  [
    'a value of nothing',
    ['workgroups: [support] }', 'workgroups: [support], monitoring: on, triggers: [{ is: full }] }'],
    'sites.demo.triggers[0].is: is the value of a parameter: name one',
  ],
  [
    'a list without choices',
    ['label: Name,', 'label: Name, type: list-single,'],
    'workgroups.support.form[0].options: a list-single needs choices',
  ],
  ['no store', ['operators:\n', 'store: {}\noperators:\n'], 'store: expected either sqlite or postgres'],
  [
    'a path in the own address',
    ['http://localhost:8080', 'http://localhost:8080/chat'],
    'http.url: expected an address like https://chat.example.com, got "http://localhost:8080/chat"',
  ],
  [
    'a tier that is none, of an operator with more about them',
    ['operators: [anna,', 'operators: [{ operator: anna, tier: first },'],
    'workgroups.support.operators[0].tier: expected a whole number from 1 to 9, got "first"',
  ],
  [
    'an operator nobody knows, with more about them',
    ['operators: [anna,', 'operators: [{ operator: ana },'],
    'workgroups.support.operators[0]: there is no operator "ana", did you mean "anna"?',
  ],
  [
    'a language that is none',
    ['seats: 2 }', 'languages: [German] }'],
    'operators.ben@other.example.languages[0]: expected a language like de or de-AT, got "German"',
  ],
  [
    'a priority by a field nobody is asked',
    ['    form:\n', '    priorities: [{ field: topic, is: outage, priority: 10 }]\n    form:\n'],
    'workgroups.support.priorities[0].field: the form has no field "topic"',
  ],
  [
    'a priority by field and parameter',
    [
      '    form:\n',
      '    priorities: [{ field: name, parameter: plan, is: gold, priority: 10 }]\n    form:\n',
    ],
    'workgroups.support.priorities[0]: expected either field or parameter',
  ],
  [
    'a skill from nowhere',
    ['    form:\n', '    needs: { skill: {} }\n    form:\n'],
    'workgroups.support.needs.skill: expected either field or parameter',
  ],
  [
    'a time zone that is none',
    ['    form:\n', "    hours: { timeZone: Berlin, weekly: ['Mo-Fr 09:00-17:00'] }\n    form:\n"],
    'workgroups.support.hours.timeZone: expected a time zone like Europe/Berlin, got "Berlin"',
  ],
  [
    'hours that are none',
    ['    form:\n', "    hours: { timeZone: UTC, weekly: ['Mo-Fr 9-17'] }\n    form:\n"],
    'workgroups.support.hours.weekly[0]: expected a line like Mo-Fr 09:00-17:00, got "Mo-Fr 9-17"',
  ],
  [
    'a holiday that is none',
    [
      '    form:\n',
      "    hours: { timeZone: UTC, weekly: ['Mo 09:00-17:00'], holidays: [Easter] }\n    form:\n",
    ],
    'workgroups.support.hours.holidays[0]: expected a date like 2026-12-25, or 2026-12-24 09:00-12:00, got "Easter"',
  ],
  [
    'an answer that is none',
    ['    form:\n', '    otherwise: { closed: wait }\n    form:\n'],
    'workgroups.support.otherwise.closed: expected message, callback, { workgroup: name } or { redirect: https://... }, got "wait"',
  ],
  [
    'a page to go to that is none',
    ['    form:\n', "    otherwise: { closed: { redirect: 'javascript:alert(1)' } }\n    form:\n"],
    'workgroups.support.otherwise.closed: expected message, callback, { workgroup: name } or { redirect: https://... }, got a section',
  ],
  [
    'a workgroup to go to that nobody knows',
    ['    form:\n', '    otherwise: { nobody: { workgroup: sails } }\n    form:\n'],
    'workgroups.support.otherwise.nobody: there is no workgroup "sails"',
  ],
  [
    'a way to where one is already',
    ['    form:\n', '    otherwise: { nobody: { workgroup: support } }\n    form:\n'],
    'workgroups.support.otherwise.nobody: sends people in a circle: support, support',
  ],
  [
    'an address for messages without a mail server',
    ['    form:\n', '    mail: help@example.com\n    form:\n'],
    'workgroups.support.mail: needs smtp: without it no mail is sent',
  ],
  ['an unknown section', ['operators:\n', 'plugins: {}\noperators:\n'], 'plugins: there is no such setting'],
])('B2: %s is named', (_, change, expected) => {
  expect(mistakes(change)).toEqual([expected])
})

test('B2: broken YAML is named with line and column', () => {
  expect(() => readConfig('domain: localhost\nxmpp: [1, 2\nhttp: {', {}, 'parlor.yaml')).toThrow(
    /^parlor\.yaml has .*\n {2}not YAML: .* \(line \d, column \d+\)/,
  )
  expect(complaints('a: 1\na: 2')[0]).toMatch(/not YAML: Map keys must be unique/)
  expect(complaints('')).toEqual(['the file is empty'])
  expect(complaints('just words')).toContain(': expected a section, got "just words"'.slice(2))
})

test('B2: an alias bomb is refused, not followed', () => {
  const rows = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`)
  expect(complaints(['a0: &a0 [x]', ...rows].join('\n'))[0]).toMatch(/not YAML/)
})

test('B2: a mistake says its line', () => {
  const bad = good.replace('seats: 2', 'seats: none')
  expect(() => readConfig(bad, env)).toThrow(
    'operators.ben@other.example.seats: expected a whole number from 1 to 100, got "none" (line 12)',
  )
})

test('B2: a secret is never quoted', () => {
  const bad = mistakes(['name: Acme,', 'name: Acme, key: short,'])
  expect(bad).toEqual(['sites.demo.key: expected a secret of 16 characters at least, got something else'])
})

test('variables: a default, an escape, a number, and inside a text', () => {
  const text = good
    .replace('name: Acme', () => `name: 'Acme \${CITY:-Berlin} $\${X}', greeting: 'in \${YEAR}'`)
    .replace('rooms.localhost', `"rooms.\${HOST}"`)
    .replace('secret:', `port: \${PORT}\n  secret:`)
  const config = readConfig(text, { ...env, HOST: 'localhost', PORT: '6000', YEAR: '2026' })
  expect(config.sites.get('demo')).toMatchObject({ name: `Acme Berlin \${X}`, greeting: 'in 2026' })
  expect(config.xmpp).toMatchObject({ rooms: 'rooms.localhost', port: 6000 })
})

test('a secret made of digits is text', () => {
  expect(readConfig(good.replace(`\${SECRET}`, '12345'), {}).xmpp.secret).toBe('12345')
})
