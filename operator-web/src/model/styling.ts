/**
 * XEP-0393: Message Styling (version 1.1.1): `*strong*`, `_emphasis_`, `~strike~`, `` `code` ``, quotations and fenced blocks.
 * What is marked stays readable: only the marks are taken away.
 */
export type Span = { readonly text: string; readonly style?: 'strong' | 'em' | 's' | 'code' }
export type Block =
  | { readonly is: 'lines'; readonly spans: readonly Span[] }
  | { readonly is: 'quote'; readonly blocks: readonly Block[] }
  | { readonly is: 'code'; readonly text: string }

const STYLES = { '*': 'strong', _: 'em', '~': 's', '`': 'code' } as const
/** Opens behind a space or at the beginning, closes behind no space, and holds something. */
const SPAN = /(^|[\s(])([*_~`])(?!\s|\2)([^\n]*?[^\s\n])\2(?=$|[\s.,;:!?)])/g
const DEEPEST = 3

export function spansOf(text: string): readonly Span[] {
  const spans: Span[] = []
  let at = 0
  for (const match of text.matchAll(SPAN)) {
    const [whole, before = '', mark = '', inner = ''] = match
    const begin = match.index + before.length
    if (begin > at) spans.push({ text: text.slice(at, begin) })
    spans.push({ text: inner, style: STYLES[mark as keyof typeof STYLES] })
    at = match.index + whole.length
  }
  if (at < text.length) spans.push({ text: text.slice(at) })
  return spans
}

/** Lines that belong together, with what kind they are. */
export function blocksOf(text: string, depth = 0): readonly Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const kind = line.startsWith('```') ? 'code' : line.startsWith('>') && depth < DEEPEST ? 'quote' : 'lines'
    const end = ENDS[kind](lines, at)
    blocks.push(MAKE[kind](lines.slice(at, end), depth))
    at = end
  }
  return blocks
}

const isPlain = (line: string, depth: number) =>
  !line.startsWith('```') && !(line.startsWith('>') && depth < DEEPEST)

const endOf = (lines: readonly string[], at: number, goesOn: (line: string) => boolean): number => {
  const rest = lines.slice(at + 1).findIndex((line) => !goesOn(line))
  return rest < 0 ? lines.length : at + 1 + rest
}

const ENDS = {
  code: (lines: readonly string[], at: number) =>
    Math.min(lines.length, endOf(lines, at, (line) => line !== '```') + 1),
  quote: (lines: readonly string[], at: number) => endOf(lines, at, (line) => line.startsWith('>')),
  lines: (lines: readonly string[], at: number) => endOf(lines, at, (line) => isPlain(line, 0)),
}

const MAKE: { readonly [K in Block['is']]: (lines: readonly string[], depth: number) => Block } = {
  code: (lines) => ({ is: 'code', text: lines.slice(1, lines.at(-1) === '```' ? -1 : undefined).join('\n') }),
  quote: (lines, depth) => ({
    is: 'quote',
    blocks: blocksOf(lines.map((line) => line.replace(/^> ?/, '')).join('\n'), depth + 1),
  }),
  lines: (lines) => ({ is: 'lines', spans: spansOf(lines.join('\n')) }),
}
