/** Initials on one of eight quiet colours, always the same for the same name. */
const HUES = 8

function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % HUES
}

const initialsOf = (name: string) =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('') || '?'

export const Avatar = ({ name, large = false }: { name: string; large?: boolean }) => (
  <span className={`avatar hue-${hueOf(name)}${large ? ' avatar-large' : ''}`} aria-hidden="true">
    {initialsOf(name)}
  </span>
)
