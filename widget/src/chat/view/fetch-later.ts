/** The screens that few visitors see are fetched after the first paint, with their words. */
import type { Hung } from '../farewell/index.tsx'
import type { Rest } from '../later/index.tsx'

let there: Rest | undefined
let coming: Promise<Rest> | undefined

/** What has come already. */
export const rest = (): Rest | undefined => there

/** @throws where it cannot be had; it is tried anew the next time. */
export function fetchLater(language: string): Promise<Rest> {
  coming ??= import('../later/index.tsx')
    .then(({ load }) => load(language))
    .then(
      (rest) => {
        there = rest
        return rest
      },
      (error) => {
        coming = undefined
        throw error
      },
    )
  return coming
}

let hung: Hung | undefined

/** What hangs on lines of a conversation, and stands below it; a line can be read without. */
export const lines = (): Hung | undefined => hung

export const fetchLines = async (language: string): Promise<Hung> => {
  hung ??= await (await import('../farewell/index.tsx')).load(language)
  return hung
}
