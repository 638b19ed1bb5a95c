/** The screens that few visitors see are fetched after the first paint, with their words. */
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
