/** YAML text in, plain values out, with the line of everything and the variables filled in. */
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Finding, Mistake } from './mistakes.ts'
import type { Path } from './walk.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export interface ParsedDocument {
  /** Undefined when it is not YAML. */
  readonly value: unknown
  /** Why it is not YAML. */
  readonly syntax: readonly Mistake[]
  /** What is wrong with its variables. */
  readonly findings: readonly Finding[]
  /** Of the value at a path, or of the nearest thing around it. From 1. */
  lineOf(path: Path): number | undefined
}

export function readDocument(source: string, variables: Variables): ParsedDocument {
  const lineCounter = new LineCounter()
  const document = parseDocument(source, { lineCounter, prettyErrors: false, merge: true })
  if (document.errors.length > 0) {
    const syntax = document.errors.map(({ message, pos }) => {
      const { line, col } = lineCounter.linePos(pos[0])
      return { path: '', problem: `not YAML: ${message}`, line, column: col }
    })
    return { value: undefined, syntax, findings: [], lineOf: () => undefined }
  }
  const lineOf = (path: Path): number | undefined => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line
    }
    return undefined
  }
  const syntax: Mistake[] = []
  const findings: Finding[] = []
  const value = fillIn(plain(document, syntax), variables, [], findings)
  return { value, syntax, findings, lineOf }
}

/** Aliases that multiply without end are refused by the library. */
function plain(document: ReturnType<typeof parseDocument>, syntax: Mistake[]): unknown {
  try {
    return document.toJS()
  } catch (error) {
    syntax.push({ path: '', problem: `not YAML: ${String(error)}` })
    return undefined
  }
}

const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g

/** Replaces `${NAME}` and `${NAME:-default}` in every text and name; `$${` stands for `${` itself. */
function fillIn(value: unknown, variables: Variables, path: Path, findings: Finding[]): unknown {
  const words = (text: string, where: Path): string =>
    text.replace(reference, (found, name?: string, fallback?: string) => {
      if (name === undefined) return found.slice(1)
      const filled = variables[name] || fallback
      if (filled === undefined) findings.push({ path: where, problem: `the variable ${name} is not set` })
      return filled ?? ''
    })
  if (typeof value === 'string') return words(value, path)
  if (Array.isArray(value))
    return value.map((item, index) => fillIn(item, variables, [...path, index], findings))
  if (typeof value !== 'object' || value === null) return value
  const filled = new Map<string, unknown>()
  for (const [key, item] of Object.entries(value)) {
    const name = words(key, [...path, key])
    if (filled.has(name)) findings.push({ path: [...path, name], problem: 'is there twice' })
    filled.set(name, fillIn(item, variables, [...path, name], findings))
  }
  return Object.fromEntries(filled)
}
