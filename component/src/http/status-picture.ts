/** The status picture (PRODUCT V3): each state has its colour and its shape, so that it is read without colour, too. */
import { escapeXML } from 'ltx'
import type { Show } from '../core/types.ts'
import { encodePng, type Pixel } from './png.ts'

export const looks: Readonly<Record<Show, { readonly words: string; readonly colour: Pixel }>> = {
  chat: { words: 'online', colour: [22, 163, 74] },
  available: { words: 'online', colour: [22, 163, 74] },
  away: { words: 'away', colour: [217, 119, 6] },
  xa: { words: 'away for long', colour: [194, 65, 12] },
  dnd: { words: 'do not disturb', colour: [220, 38, 38] },
  offline: { words: 'offline', colour: [107, 114, 128] },
}

/** Is there colour at this point? In units of the radius, y downwards; the shape lies within the unit circle. */
type Shape = (x: number, y: number) => boolean
const disc = (x: number, y: number, radius = 1): boolean => x * x + y * y <= radius * radius

const shapes: Readonly<Record<Show, Shape>> = {
  chat: disc,
  available: disc,
  // A crescent.
  away: (x, y) => disc(x, y) && !disc(x + 0.45, y + 0.45, 0.85),
  // The hands of a clock, cut out.
  xa: (x, y) =>
    disc(x, y) && !(Math.abs(x) < 0.13 && y < 0.13 && y > -0.65) && !(Math.abs(y) < 0.13 && x > 0 && x < 0.5),
  // A bar, cut out.
  dnd: (x, y) => disc(x, y) && !(Math.abs(y) < 0.18 && Math.abs(x) < 0.6),
  // A ring.
  offline: (x, y) => disc(x, y) && !disc(x, y, 0.6),
}

const drawn: Readonly<Record<Show, string>> = {
  chat: '<circle r="1"/>',
  available: '<circle r="1"/>',
  away: '<path d="M.218-.976A1 1 0 1 1-.976.218 .85.85 0 0 0 .218-.976Z"/>',
  xa: '<path fill-rule="evenodd" d="M0-1a1 1 0 1 1 0 2 1 1 0 0 1 0-2ZM-.13-.65v.78H.5v-.26H.13v-.52Z"/>',
  dnd: '<path fill-rule="evenodd" d="M0-1a1 1 0 1 1 0 2 1 1 0 0 1 0-2ZM-.6-.18v.36H.6v-.36Z"/>',
  offline:
    '<path fill-rule="evenodd" d="M0-1a1 1 0 1 1 0 2 1 1 0 0 1 0-2ZM0-.6a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2Z"/>',
}

const HEIGHT = 28
/** Wide enough for 13 px in any usual sans-serif. */
const widthOf = (text: string): number => Math.ceil([...text].length * 7)

/** A badge: shape, name of the workgroup and state. */
export function statusSvg(name: string, show: Show): string {
  const { words, colour } = looks[show]
  const label = `${name}: ${words}`
  const width = 30 + widthOf(label) + 10
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${escapeXML(label)}">` +
    `<title>${escapeXML(label)}</title>` +
    `<rect x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="8" fill="#fff" stroke="#d4d8dd"/>` +
    `<g transform="translate(16 14) scale(6)" fill="rgb(${colour.join(',')})">${drawn[show]}</g>` +
    `<text x="30" y="18.5" font-family="system-ui,sans-serif" font-size="13" fill="#1f2937">${escapeXML(label)}</text></svg>`
  )
}

/** For mail programs: the shape alone, 32 x 32, on a clear ground. Drawn once for each state. */
export function statusPng(show: Show): Buffer {
  const known = pngs.get(show)
  if (known) return known
  const png = drawPng(show)
  pngs.set(show, png)
  return png
}
const pngs = new Map<Show, Buffer>()

const SIZE = 32
/** Points looked at in each direction of a pixel, for smooth edges. */
const SAMPLES = 4

function drawPng(show: Show): Buffer {
  const inside = shapes[show]
  return encodePng(SIZE, SIZE, (x, y) => {
    let hits = 0
    for (let i = 0; i < SAMPLES * SAMPLES; i++) {
      const u = (x + ((i % SAMPLES) + 0.5) / SAMPLES) / (SIZE / 2) - 1
      const v = (y + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES) / (SIZE / 2) - 1
      if (inside(u * 1.1, v * 1.1)) hits += 1
    }
    return [...looks[show].colour, Math.round((255 * hits) / (SAMPLES * SAMPLES))]
  })
}
