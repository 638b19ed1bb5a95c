/** What can be seen of a visitor without asking (D4): from the headers of their request and the address they came from. */
import Bowser from 'bowser'
import { cleanLine, shorten } from '../protocol/clean.ts'

const LONGEST_HEADER = 512
const LONGEST_WORDS = 100
/** A browser that is none: a script may call itself anything. */
const LONGEST_BROWSER = 60

const KINDS: Readonly<Record<string, string>> = { mobile: ', phone', tablet: ', tablet' }

/** `Firefox 128 on Windows`, `Safari 17 on iOS, phone`. Of the system no version: browsers have frozen what they say of it. */
export function browserOf(agent: string | undefined): string | undefined {
  if (!agent) return undefined
  const { browser, os, platform } = Bowser.parse(agent.slice(0, LONGEST_HEADER))
  if (!browser.name) return undefined
  const [major] = (browser.version ?? '').split('.')
  const system = os.name ? ` on ${os.name}` : ''
  const words = `${browser.name}${major && ` ${major}`}${system}${KINDS[platform.type ?? ''] ?? ''}`
  return shorten(cleanLine(words), LONGEST_BROWSER)
}

/** Where a search page keeps what was searched for, if its address says so. */
const QUERIES = ['q', 'query', 'p', 'text', 'wd', 'search', 'search_query', 'k']

export function searchWords(referrer: string | undefined): string | undefined {
  if (!referrer || !URL.canParse(referrer)) return undefined
  const { searchParams } = new URL(referrer)
  for (const name of QUERIES) {
    const words = cleanLine(searchParams.get(name) ?? '')
    if (words && !/^\d+$/.test(words)) return shorten(words, LONGEST_WORDS)
  }
  return undefined
}

const LONGEST_PATH = 100
const MOST_PAGES = 6

/** The pages of a visit with one more, oldest first; the query stays out: it may say anything of anybody. */
export function withPage(path: readonly string[], page: string | undefined): readonly string[] {
  if (!page || !URL.canParse(page)) return path
  const here = new URL(page).pathname.slice(0, LONGEST_PATH)
  return path.at(-1) === here ? path : [...path, here].slice(-MOST_PAGES)
}
