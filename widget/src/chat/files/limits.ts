/** What may be sent, as the workgroup says (`/api/look`); the server holds to the same. */
import type { Uploads } from '../model/types.ts'

export type Refused = 'large' | 'kind'

/** Why a file cannot be sent; the server would say the same, after the wait. */
export function refusal(
  { most, types }: Uploads,
  { size, type }: Pick<File, 'size' | 'type'>,
): Refused | undefined {
  const isTaken = types.some((known) =>
    known.endsWith('/*') ? type.startsWith(known.slice(0, -1)) : type === known,
  )
  if (!isTaken) return 'kind'
  return size > most ? 'large' : undefined
}

/** `10 MB`, in the visitor's language. */
export const sizeText = (bytes: number, language: string): string =>
  new Intl.NumberFormat(language, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / 1024 / 1024)

/** The longer side of a picture that is sent, in pixels. */
const LONGEST = 2560

/** So that it fits, with its shape kept; small ones stay as they are. */
export function fitted(width: number, height: number): readonly [width: number, height: number] {
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
}

/** `IMG_1.heic` becomes `IMG_1.jpg`. */
export const renamed = (name: string, type: string): string =>
  `${name.replace(/\.[^.]*$/, '') || 'picture'}.${type === 'image/png' ? 'png' : 'jpg'}`
