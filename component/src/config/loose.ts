/** Looks into values of any shape: a file is cross-checked although it has other mistakes. */

export type Entries = [name: string, value: Record<string, unknown>][]

export const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

export const items = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
