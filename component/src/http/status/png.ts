/** The pictures for programs that show no SVG, most mail programs among them: the same drawing, rasterised. */
import { createRequire } from 'node:module'

const packages = createRequire(import.meta.url)
const font = (name: string): string => packages.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)
const FONTS = [font('DejaVuSansCondensed'), font('DejaVuSansCondensed-Bold'), font('DejaVuSans')]
/** Beyond Latin, Greek, Cyrillic, Hebrew, Arabic and their signs the fonts above have no letters. */
const FOREIGN = /[^\n -\u06ff\u1e00-\u22ff\ufb50-\ufefc]/

/** Sharp also where a pixel of the page is two of the screen. */
const DENSITY = 2
/** A picture is some kilobytes. */
const MOST = 500
const known = new Map<string, Buffer>()

export function pngOf(svg: string): Buffer {
  const before = known.get(svg)
  if (before) return before
  const png = draw(svg)
  const [oldest] = known.keys()
  if (known.size >= MOST && oldest !== undefined) known.delete(oldest)
  known.set(svg, png)
  return png
}

/** Five megabytes that most installations never need: loaded with the first picture. */
const rasteriser = () => packages('@resvg/resvg-js') as typeof import('@resvg/resvg-js')

const draw = (svg: string): Buffer =>
  new (rasteriser().Resvg)(svg, {
    fitTo: { mode: 'zoom', value: DENSITY },
    font: {
      fontFiles: FONTS,
      loadSystemFonts: FOREIGN.test(svg),
      defaultFontFamily: 'DejaVu Sans Condensed',
    },
  })
    .render()
    .asPng()
