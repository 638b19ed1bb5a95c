/** Writes the annotated example file from the schema: the only manual of the configuration. */
import { z } from 'zod'
import { schema } from './schema.ts'
import { type Unwrapped, unwrap } from './walk.ts'

const WIDTH = 110

const head = `\
Parlor's configuration: every setting there is. Written from the schema by \`npm run example -w component\`.
Needed are only those marked so; all others show their default, or an example behind #.
\${NAME} is replaced by the environment variable NAME, \${NAME:-other} by "other" when that is not set.
Parlor names all mistakes at once when it starts. It reads this file again when it changes and at SIGHUP;
with a mistake in it the old one stays in force.`

export function manual(): string {
  const blocks = childrenOf(unwrap(schema)).map(([key, child]) => setting(key, unwrap(child), undefined))
  return `${[comment(head), ...blocks.map((lines) => lines.join('\n'))].join('\n\n')}\n`
}

/** The lines of one setting, not indented. `given`: what the section around it falls back to. */
function setting(
  key: string,
  { given, ...it }: Unwrapped & { given?: unknown },
  inherited: unknown,
): string[] {
  const fallback = it.fallback ?? inherited ?? given
  const about = comment(`${it.doc.doc} ${limits(it, fallback)}`.trim())
  const lines = value(key, it, fallback)
  return [
    ...(about === '' ? [] : [about]),
    ...(isExample(it, fallback) ? lines.flatMap(commentedOut) : lines),
  ]
}

/** A whole section, or entries of a list, that are not there by default. */
const isExample = ({ schema: type, optional }: Unwrapped, fallback: unknown): boolean =>
  type instanceof z.ZodObject
    ? optional && fallback === undefined
    : isListOfSections(type) && Array.isArray(fallback) && fallback.length === 0

const isListOfSections = (type: z.core.$ZodType): boolean =>
  type instanceof z.ZodArray && unwrap(type.def.element).schema instanceof z.ZodObject

const commentedOut = (lines: string): string[] => lines.split('\n').map((line) => `# ${line}`)

function value(key: string, it: Unwrapped, fallback: unknown): string[] {
  const { schema: type, doc } = it
  if (type instanceof z.ZodObject) return [`${key}:`, ...indent(body(it, fallback))]
  if (type instanceof z.ZodRecord) {
    const entry = unwrap(type.def.valueType)
    return [`${key}:`, ...indent([`${doc.example}:`, ...indent(body(entry, undefined))])]
  }
  if (type instanceof z.ZodArray) {
    const item = unwrap(type.def.element)
    if (item.schema instanceof z.ZodObject) return [`${key}:`, ...indent(bullet(body(item, undefined)))]
  }
  if (fallback !== undefined) return [`${key}: ${inline(fallback)}`]
  return [`${it.optional ? '# ' : ''}${key}: ${quote(doc.example ?? '')}`]
}

function body(it: Unwrapped, fallback: unknown): string[] {
  return childrenOf(it).flatMap(([key, child]) => setting(key, unwrap(child), memberOf(fallback, key)))
}

const childrenOf = ({ schema: type }: Unwrapped): [string, z.core.$ZodType][] =>
  type instanceof z.ZodObject ? Object.entries(type.shape) : []

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

/** Which values it takes, and whether it may be left out. */
function limits({ schema: type, doc, optional }: Unwrapped, fallback: unknown): string {
  if (type instanceof z.ZodObject || type instanceof z.ZodRecord) return ''
  const range = type instanceof z.ZodArray ? unwrap(type.def.element).doc.range : doc.range
  return `${range ?? ''} ${optional || fallback !== undefined ? '' : 'Needed.'}`.trim()
}

const inline = (fallback: unknown): string =>
  Array.isArray(fallback) ? `[${fallback.map(inline).join(', ')}]` : quote(String(fallback))

/** `#` would begin a comment, `: ` a mapping, `${` is harmless; lists come as they are. */
const quote = (text: string): string =>
  /^[#&*!|>%@`]|: | #|[?!]$/.test(text) ? `'${text.replaceAll("'", "''")}'` : text

const indent = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `  ${line}`))

const bullet = (lines: readonly string[]): string[] => {
  const [first = '', ...rest] = indent(lines)
  // The first line is a comment, so the dash stands alone before it.
  return ['-', first, ...rest]
}

function comment(text: string): string {
  const lines = text.split('\n').flatMap(wrap)
  return lines.map((line) => `# ${line}`).join('\n')
}

function wrap(text: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && line.length + word.length + 3 > WIDTH) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return line === '' ? lines : [...lines, line]
}
