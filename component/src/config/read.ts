/** Text of a file in, `Config` out, or every mistake at once. */
import type { z } from 'zod'
import { crossCheck } from './cross-check.ts'
import { type ParsedDocument, readDocument, type Variables } from './document.ts'
import { ConfigError, didYouMean, type Finding, pathText, quoted } from './mistakes.ts'
import { resolve } from './resolve.ts'
import { type Settings, schema } from './schema.ts'
import type { Config } from './types.ts'
import { keysAt, type Path, schemaAt } from './walk.ts'

/** @throws ConfigError */
export function readConfig(source: string, variables: Variables, file = 'parlor.yaml'): Config {
  const document = readDocument(source, variables)
  // Without a document nothing else can be said.
  if (document.syntax.length > 0) throw new ConfigError(file, document.syntax)
  if (document.value === null) throw new ConfigError(file, [{ path: '', problem: 'the file is empty' }])
  const parsed = schema.safeParse(document.value)
  const findings = [
    ...document.findings,
    ...(parsed.error?.issues ?? []).flatMap((issue) => explain(issue, document.value)),
    ...crossCheck(document.value),
  ]
  if (findings.length > 0 || !parsed.success) throw new ConfigError(file, placed(findings, document))
  return resolve(parsed.data satisfies Settings)
}

/** With lines, in the order of the file, one for each place: the first found is the plainest. */
function placed(findings: readonly Finding[], document: ParsedDocument) {
  const seen = new Set<string>()
  return findings
    .map(({ path, problem }) => ({ path: pathText(path), problem, line: document.lineOf(path) }))
    .filter(({ path }) => !seen.has(path) && seen.add(path))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ line, ...mistake }) => (line === undefined ? mistake : { ...mistake, line }))
}

function explain(issue: z.core.$ZodIssue, file: unknown): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path)
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      problem: `there is no such setting${didYouMean(key, known)}`,
    }))
  }
  const setting = schemaAt(schema, issue.path)
  const expected = `expected ${issue.code === 'too_small' ? 'at least one entry' : setting?.doc.expected}`
  const value = valueAt(file, issue.path)
  if (value === undefined) return [{ path: issue.path, problem: `is missing: ${expected}` }]
  const got = setting?.doc.secret ? 'something else' : quoted(value)
  return [{ path: issue.path, problem: `${expected}, got ${got}` }]
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  )
}
