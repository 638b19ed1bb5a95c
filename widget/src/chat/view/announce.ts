/** What calls for attention outside the panel: the badge, the button's name, the title of the page. */
import { isRunning } from '../model/base.ts'
import * as thread from '../model/thread.ts'
import type { State } from '../model/types.ts'
import { fill, type Tongue } from '../words/index.ts'

export interface Announcement {
  readonly running: boolean
  /** What is unread; or how the request stands, while nobody looks. */
  readonly badge: string
  readonly mood: '' | 'line'
  readonly label: string
  /** Empty while nothing calls. */
  readonly title: string
}

export function announcement(state: State, tongue: Tongue): Announcement {
  const { words, count } = tongue
  const unread = state.phase === 'chatting' ? thread.unread(state.thread) : 0
  const line = state.seen ? '' : (lineOf[state.phase]?.(state, tongue) ?? '')
  const news = unread > 0 ? count(words.unread, unread) : state.turn ? words.yourTurn : ''
  const said = news || line
  return {
    running: isRunning(state) || state.phase === 'elsewhere',
    badge: `${unread || (state.turn ? 1 : line)}`,
    mood: news || !line ? '' : 'line',
    label: said ? `${words.chat}: ${said}` : words.chat,
    title: state.seen ? '' : news,
  }
}

/** The sentence for a place in the queue. */
export function placeText(state: State, { words, rank }: Tongue): string {
  if (!state.place) return words.inLine
  return state.place.position === 0 ? words.next : rank(words.place, state.place.position + 1)
}

export const operatorName = (state: State, { words }: Tongue): string => state.room?.with || words.operator

/** They have accepted, and are not there yet. */
export const comingText = (state: State, tongue: Tongue): string =>
  state.room?.with ? withName(tongue.words.joining, state, tongue) : tongue.words.joiningAnyone

export const withName = (text: string, state: State, tongue: Tongue): string =>
  fill(text, { name: operatorName(state, tongue) })

const lineOf: { readonly [P in State['phase']]?: typeof placeText } = {
  waiting: placeText,
  joining: comingText,
}
