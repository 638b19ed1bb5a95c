/** A message as text: line breaks stay, addresses of the web and of people become links, nothing else is believed. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}']|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi

interface Part {
  readonly at: number
  readonly text: string
  readonly href?: string
}

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(ADDRESS)) {
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index) })
    const [found] = match
    parts.push({ at: match.index, text: found, href: /^https?:/i.test(found) ? found : `mailto:${found}` })
    end = match.index + found.length
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end) })
  return parts
}

export const RichText = ({ text }: { text: string }) => (
  <>
    {partsOf(text).map(({ at, text: words, href }) =>
      href ? (
        <a key={at} href={href} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      ) : (
        <span key={at}>{words}</span>
      ),
    )}
  </>
)
