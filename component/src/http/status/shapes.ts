/** Each state has its colour and its shape, so that it is read without colour, too. Own drawings, in a circle of radius 1. */
import type { Show } from '../../core/types.ts'

export const colours: Readonly<Record<Show, string>> = {
  chat: '#15803d',
  available: '#15803d',
  away: '#b45309',
  xa: '#c2410c',
  dnd: '#b91c1c',
  offline: '#5b6470',
}

const disc = 'M0-1a1 1 0 1 1 0 2 1 1 0 0 1 0-2Z'

/** One path each, filled by the even-odd rule. */
export const shapes: Readonly<Record<Show, string>> = {
  chat: disc,
  available: disc,
  // A crescent.
  away: 'M.218-.976A1 1 0 1 1-.976.218 .85.85 0 0 0 .218-.976Z',
  // The hands of a clock, cut out.
  xa: `${disc}M-.13-.65v.78H.5v-.26H.13v-.52Z`,
  // A bar, cut out.
  dnd: `${disc}M-.6-.18v.36H.6v-.36Z`,
  // A ring.
  offline: `${disc}M0-.6a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2Z`,
}

/** The shape around a point, of this radius. */
export const mark = (show: Show, x: number, y: number, radius: number, fill = colours[show]): string =>
  `<path transform="translate(${x} ${y}) scale(${radius})" fill-rule="evenodd" fill="${fill}" d="${shapes[show]}"/>`
