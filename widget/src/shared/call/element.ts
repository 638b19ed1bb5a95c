/** An element as plain data: widget and desk each have a library for XML, and what is said in a call is the same in both. */
export interface Plain {
  readonly name: string
  readonly attrs: Readonly<Record<string, string>>
  readonly children: readonly Plain[]
  readonly text?: string
}

type Attrs = Readonly<Record<string, string | number | undefined>>

/** Attributes without a value are left out, and so are children. */
export function el(
  name: string,
  attrs: Attrs = {},
  ...children: readonly (Plain | undefined | false)[]
): Plain {
  return {
    name,
    attrs: Object.fromEntries(
      Object.entries(attrs).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
    ),
    children: children.filter((child) => child !== undefined && child !== false),
  }
}

export const kids = ({ children }: Plain, name: string): readonly Plain[] =>
  children.filter((child) => child.name === name)

export const kid = (element: Plain, name: string): Plain | undefined => kids(element, name)[0]
