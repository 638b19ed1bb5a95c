/** Looks into the schema: what stands at a path, and what the manual says about it. */
import { z } from 'zod'
import { type Doc, docs } from './fields.ts'

export type Path = readonly PropertyKey[]

export interface Unwrapped {
  readonly schema: z.core.$ZodType
  readonly doc: Doc
  /** As it would be written in the file. */
  readonly fallback?: unknown
  readonly optional: boolean
}

/** Takes off defaults and optionality. */
export function unwrap(schema: z.core.$ZodType): Unwrapped {
  if (schema instanceof z.ZodPrefault) {
    const fallback: unknown = schema.def.defaultValue
    return { ...unwrap(schema.def.innerType), fallback, optional: true }
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) {
    return { ...unwrap(schema.def.innerType), optional: true }
  }
  // What is prepared before it is read (`z.preprocess`), and not a `field`, which reads by itself.
  if (schema instanceof z.ZodPipe && schema.def.in instanceof z.ZodTransform) return unwrap(schema.def.out)
  return {
    schema,
    doc: docs.get(schema as z.ZodType) ?? { doc: '', expected: 'something else' },
    optional: false,
  }
}

/** What the schema says at a path; undefined below what it knows. */
export function schemaAt(root: z.core.$ZodType, path: Path): Unwrapped | undefined {
  const here = unwrap(root)
  const [key, ...rest] = path
  if (key === undefined) return here
  const next = childOf(here.schema, key)
  return next && schemaAt(next, rest)
}

function childOf(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) {
    return Object.hasOwn(schema.shape, key) ? schema.shape[String(key)] : undefined
  }
  if (schema instanceof z.ZodRecord) return schema.def.valueType
  return schema instanceof z.ZodArray ? schema.def.element : undefined
}

export function keysAt(root: z.core.$ZodType, path: Path): string[] {
  const schema = schemaAt(root, path)?.schema
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}
