/** What few visitors see: closed doors, left messages, ends, faults, links. */
import { parts } from '../../../../component/protocol/links.ts'
import type { Props } from '../view/context.ts'
import type { LaterWords } from '../words/index.ts'
import en from '../words/later/en.json'
import { Ended, Over } from './Ended.tsx'
import { Elsewhere, Failed } from './notes.tsx'
import { Shut } from './Shut.tsx'
import { Waiting } from './Waiting.tsx'

export interface LaterProps extends Props {
  readonly later: LaterWords
}
type Screen = (props: LaterProps) => preact.ComponentChildren

export interface Rest {
  readonly words: LaterWords
  /** Addresses in a text. */
  readonly parts: typeof parts
  /** By phase; `over` is what stands below a conversation that has ended. */
  readonly screens: Readonly<Record<'nobody' | 'waiting' | 'ended' | 'over' | 'elsewhere' | 'failed', Screen>>
}

const screens = {
  nobody: Shut,
  waiting: Waiting,
  ended: Ended,
  over: Over,
  elsewhere: Elsewhere,
  failed: Failed,
}
const files = import.meta.glob<{ default: LaterWords }>(['../words/later/*.json', '!../words/later/en.json'])

/** With the words of the language (BCP 47), English where there are none. */
export async function load(language: string): Promise<Rest> {
  const file = files[`../words/later/${language.split('-')[0]}.json`]
  return { screens, parts, words: file ? (await file()).default : en }
}
