/** The icon sets: one function each, from who is shown to a drawing in units of its own. A set more is an entry more. */
import { escapeXML } from 'ltx'
import type { Show } from '../../core/types.ts'
import { colours, mark } from './shapes.ts'

export interface Shown {
  /** Of the workgroup or operator. */
  readonly name: string
  readonly show: Show
  /** The state in words. */
  readonly words: string
  /** What a click on it does. */
  readonly ask: string
  readonly rightToLeft: boolean
}

interface Drawing {
  readonly width: number
  readonly height: number
  readonly content: string
}

/** Wide enough for any usual sans-serif of this size: capitals and what is written in blocks need more. */
export function widthOf(text: string, size: number): number {
  let ems = 0
  for (const letter of text)
    ems += /[\u2e80-\uffff]/.test(letter) ? 1.05 : /[A-ZMW@%]/.test(letter) ? 0.72 : 0.56
  return Math.ceil(ems * size)
}

const FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans Condensed',sans-serif"

interface Line {
  readonly text: string
  readonly size: number
  readonly fill: string
  readonly bold?: boolean
}

/** A line of text that starts at `from` in the direction of reading, in a drawing of this width. */
function line(x: number, y: number, { text, size, fill, bold }: Line): string {
  return `<text x="${x}" y="${y}" font-family="${FONT}" font-size="${size}"${bold ? ' font-weight="600"' : ''} fill="${fill}">${escapeXML(text)}</text>`
}

interface Row {
  readonly height: number
  readonly paddingX: number
  readonly text: Line
  readonly radius: number
  /** What lies behind it, of this width. */
  ground(width: number): string
  /** Of the mark; its own colour without one. */
  readonly fill?: string
}

/** A mark and words beside it; from right to left it is mirrored. */
function row({ show, rightToLeft }: Shown, { height, paddingX, text, radius, ground, fill }: Row): Drawing {
  const gap = 8
  const words = widthOf(text.text, text.size)
  const width = paddingX + 2 * radius + gap + words + paddingX
  const middle = height / 2
  const [markX, textX] = rightToLeft
    ? [width - paddingX - radius, width - paddingX - 2 * radius - gap]
    : [paddingX + radius, paddingX + 2 * radius + gap]
  // With direction="rtl" a text starts at its right end.
  const words_ = line(textX, middle + text.size * 0.36, text)
  return {
    width,
    height,
    content: `${ground(width)}${mark(show, markX, middle, radius, fill)}${rightToLeft ? words_.replace('<text', '<text direction="rtl"') : words_}`,
  }
}

const box = (width: number, height: number, radius: number, fill: string, stroke = ''): string =>
  stroke
    ? `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="${radius}" fill="${fill}" stroke="${stroke}"/>`
    : `<rect width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`

export const icons = {
  /** The shape alone. */
  dot: ({ show }) => ({ width: 32, height: 32, content: mark(show, 16, 16, 14) }),

  /** Shape, name and state on a light ground with a line around. */
  badge: (shown) =>
    row(shown, {
      ...{ height: 28, paddingX: 10, radius: 6 },
      text: { text: `${shown.name}: ${shown.words}`, size: 13, fill: '#1f2937' },
      ground: (width) => box(width, 28, 8, '#fff', '#d4d8dd'),
    }),

  /** To be clicked: what a click does, on the state's colour. */
  button: (shown) =>
    row(shown, {
      ...{ height: 40, paddingX: 16, radius: 7, fill: '#fff' },
      text: { text: shown.ask, size: 15, fill: '#fff', bold: true },
      ground: (width) => box(width, 40, 8, colours[shown.show]),
    }),

  /** Flat, in two halves, as projects show them in a row. */
  bar: ({ name, words, show }) => {
    const [left, right] = [widthOf(name, 11) + 16, widthOf(words, 11) + 16]
    const half = (x: number, text: string) => line(x + 8, 14.5, { text, size: 11, fill: '#fff' })
    return {
      width: left + right,
      height: 20,
      content: `${box(left + right, 20, 0, '#3b4450')}<rect x="${left}" width="${right}" height="20" fill="${colours[show]}"/>${half(0, name)}${half(left, words)}`,
    }
  },

  /** A speech bubble with the shape in it. */
  bubble: ({ show }) => ({
    width: 48,
    height: 44,
    content: `<path fill="${colours[show]}" d="M8 2h32a6 6 0 0 1 6 6v20a6 6 0 0 1-6 6H26l-10 8v-8H8a6 6 0 0 1-6-6V8a6 6 0 0 1 6-6Z"/>${mark(show, 24, 18, 8, '#fff')}`,
  }),

  /** A person, and the shape at their shoulder. */
  person: ({ show }) => ({
    width: 48,
    height: 48,
    content: `<g fill="#3b4450"><circle cx="22" cy="15" r="10"/><path d="M3 45c0-12 8-18 19-18s19 6 19 18Z"/></g><circle cx="37" cy="37" r="11" fill="#fff"/>${mark(show, 37, 37, 9)}`,
  }),

  /** The state as a line of text beside its shape, with nothing around: it takes the ground of the page or the mail. */
  text: (shown) =>
    row(shown, {
      ...{ height: 20, paddingX: 2, radius: 6 },
      text: { text: shown.words, size: 14, fill: colours[shown.show] },
      ground: () => '',
    }),
} satisfies Readonly<Record<string, (shown: Shown) => Drawing>>

export type IconSet = keyof typeof icons

export const iconSetOf = (name: string): IconSet | undefined =>
  Object.hasOwn(icons, name) ? (name as IconSet) : undefined

/** Of the picture in pixels; without one as it was drawn. */
export const SIZES = { least: 12, most: 256 }

export function svgOf(set: IconSet, shown: Shown, pixels?: number): string {
  const { width, height, content } = icons[set](shown)
  const scale = pixels === undefined ? 1 : pixels / height
  const label = escapeXML(`${shown.name}: ${shown.words}`)
  const [w, h] = [Math.round(width * scale * 100) / 100, Math.round(height * scale * 100) / 100]
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><title>${label}</title>${content}</svg>`
}
