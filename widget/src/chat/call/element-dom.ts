/** Plain elements from what came. */
import type { Plain } from '../../shared/call/element.ts'

export const plainOf = (element: Element): Plain => {
  const children = Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1)
  return {
    name: element.localName,
    attrs: {
      ...Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value])),
      xmlns: element.namespaceURI ?? '',
    },
    children: children.map(plainOf),
    ...(children.length === 0 && { text: element.textContent ?? '' }),
  }
}
