/** Operators among themselves, one to one (D3). Nothing of it is in a room, so no visitor can see it. */
import type { Fact, TalkSaid } from './facts.ts'
import type { BareJid, Desk, Instant, Talk, TalkLine } from './types.ts'

export type Talks = Desk['talks']

const begun: Omit<Talk, 'with'> = { lines: [], unread: 0, readAt: 0 }

/** `open` is the colleague in front of the operator's eyes. */
export function reduceTalks(talks: Talks, fact: Fact, open: BareJid | undefined, now: Instant): Talks {
  switch (fact.is) {
    case 'talk-said':
      return change(talks, fact.said.with, (talk) => said(talk, [fact.said], open, now))
    case 'talk-archived':
      return fact.rows.reduce(
        (next, row) => change(next, row.with, (talk) => said(talk, [row], open, now)),
        fact.with === undefined ? talks : change(talks, fact.with, (talk) => paged(talk, fact.before)),
      )
    case 'talk-opened':
      return fact.with === undefined ? talks : change(talks, fact.with, (talk) => read(talk, now))
    case 'team-found':
      return change(talks, fact.room, (talk) => ({ ...talk, team: { name: fact.name, nick: fact.nick } }))
    case 'talk-read':
      return change(talks, fact.with, (talk) => ({ ...talk, readAt: Math.max(talk.readAt, fact.at) }))
    case 'message-refused':
      return talks.has(fact.room)
        ? change(talks, fact.room, (talk) => ({
            ...talk,
            lines: talk.lines.map((line) =>
              line.id === fact.id && line.mine ? { ...line, failed: true } : line,
            ),
          }))
        : talks
    case 'signed-out':
      return new Map()
    default:
      return talks
  }
}

function change(talks: Talks, jid: BareJid, how: (talk: Talk) => Talk): Talks {
  const talk = talks.get(jid) ?? { ...begun, with: jid }
  const changed = how(talk)
  return changed === talk && talks.has(jid) ? talks : new Map(talks).set(jid, changed)
}

const read = (talk: Talk, now: Instant): Talk => ({
  ...talk,
  unread: 0,
  readAt: Math.max(now, talk.lines.at(-1)?.at ?? 0),
})

function paged(talk: Talk, before: string | undefined): Talk {
  const { before: _, ...rest } = talk
  return before === undefined ? rest : { ...rest, before }
}

/** Each message once, in the order of time, on whatever way it came: live, a copy from another window, the archive. */
function said(talk: Talk, all: readonly TalkSaid[], open: BareJid | undefined, now: Instant): Talk {
  const isNew = (one: TalkSaid) =>
    !talk.lines.some(({ id, mine }) => one.id !== undefined && id === one.id && mine === one.mine)
  const found = all.filter(isNew).map(
    (one): TalkLine => ({
      key: `${one.mine ? 'me' : 'them'}/${one.id ?? one.at ?? now}`,
      id: one.id ?? '',
      mine: one.mine,
      body: one.body,
      at: one.at ?? now,
      ...(one.by && { by: one.by }),
      ...(!one.mine && talk.team && isMentioned(talk.team.nick, one.body) && { mentions: true as const }),
    }),
  )
  if (found.length === 0) return talk
  const news = open === talk.with ? 0 : found.filter(({ mine, at }) => !mine && at > talk.readAt).length
  return {
    ...talk,
    lines: [...talk.lines, ...found].sort((a, b) => a.at - b.at),
    unread: talk.unread + news,
    ...(open === talk.with && { readAt: Math.max(talk.readAt, ...found.map(({ at }) => at)) }),
  }
}

/** `@Anna`, or the name alone, as a word of its own; `@all` and `@team` mean everybody. */
export function isMentioned(nick: string, body: string): boolean {
  const name = nick.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(^|[^\\p{L}\\p{N}])(@?${name}|@all|@team)(?![\\p{L}\\p{N}])`, 'iu').test(body)
}

export const teamsOf = (talks: Talks): readonly Talk[] => [...talks.values()].filter(({ team }) => team)

export const unreadTalks = (talks: Talks): number =>
  [...talks.values()].reduce((sum, { unread }) => sum + unread, 0)
