/** One accent per site, and text on it that everybody can read: WCAG 2.2 §1.4.3, 4.5:1 at least. */
type Rgb = readonly [number, number, number]

const BLACK: Rgb = [0, 0, 0]
const WHITE: Rgb = [255, 255, 255]
const TEAL: Rgb = [15, 118, 110]
const SURFACE = { light: WHITE, dark: [23, 28, 32] as Rgb }

export function parse(hex: string): Rgb | undefined {
  const long = hex.trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
  if (!/^#[0-9a-f]{6}$/i.test(long)) return undefined
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(long.slice(at, at + 2), 16))
  return [r ?? 0, g ?? 0, b ?? 0]
}

const show = (colour: Rgb): string =>
  `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`

function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(one: Rgb, two: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** Moves a colour towards another until it stands out from the surface by so much. */
function until(colour: Rgb, towards: Rgb, surface: Rgb, least: number): Rgb {
  let now = colour
  for (let share = 0; contrast(now, surface) < least && share < 1; share += 0.05)
    now = [0, 1, 2].map((i) => (colour[i] ?? 0) * (1 - share) + (towards[i] ?? 0) * share) as unknown as Rgb
  return now
}

/** WCAG 2.2 §1.4.11: fields, lines and what is filled with colour. */
const SHAPE = 3

/**
 * What the style sheet needs to know, for one scheme: the same colour by day and by night wherever it can be seen, so that the
 * button on the page and the panel are one. `ink` is the accent as a line on the surface.
 */
export function palette(
  accent: string,
  scheme: 'light' | 'dark',
): Record<'accent' | 'on-accent' | 'ink', string> {
  const own = parse(accent) ?? TEAL
  const surface = SURFACE[scheme]
  const fill = scheme === 'light' ? own : until(own, WHITE, surface, SHAPE)
  const onIt = contrast(WHITE, fill) >= 4.5 ? WHITE : BLACK
  const ink = until(fill, scheme === 'dark' ? WHITE : BLACK, surface, SHAPE)
  return { accent: show(fill), 'on-accent': show(onIt), ink: show(ink) }
}
