/**
 * Building and reading elements. Every value passes through `el`, never through a template string, so escaping is
 * nothing anyone has to remember; every look-up names the namespace.
 */
import { Element } from 'ltx'

export type Attribute = string | number | boolean | undefined
export type Child = Element | string | number | undefined | readonly Child[]

/**
 * An element. The attributes are its own from then on; those that are `undefined` are not written. Children that are
 * `undefined` are left out, lists of children are flattened.
 */
export function el(
  name: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: Child[]
): Element {
  const element = elementOf(name, attributes, children.every(isNode) ? children : nodes(children))
  for (const node of element.children) if (typeof node === 'object') node.parent = element
  return element
}

/** What ltx's constructor makes, without the empty list and table that it begins with: a chat is made of hundreds of them. */
class Filled {
  parent: Element | null = null

  constructor(
    readonly name: string,
    readonly children: (Element | string)[],
    readonly attrs: Readonly<Record<string, Attribute>>,
  ) {}
}
Object.setPrototypeOf(Filled.prototype, Element.prototype)
Filled.prototype.constructor = Element

/** An element that has these lists themselves, not copies; it is nobody's parent yet. */
export const elementOf = (
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  children: (Element | string)[],
): Element => new Filled(name, children, attributes) as unknown as Element

type Node = Element | string

function nodes(children: readonly Child[], into: Node[] = []): Node[] {
  for (const one of children) {
    if (isNode(one)) into.push(one)
    else if (isList(one)) nodes(one, into)
    else if (typeof one === 'number') into.push(String(one))
  }
  return into
}

const isNode = (one: Child): one is Node =>
  typeof one === 'object' ? !isList(one) : typeof one === 'string' && one !== ''

const isList = (one: Child): one is readonly Child[] => Array.isArray(one)

/** The child elements, without the text between them. */
export const elements = (parent: Element): Element[] => parent.children.filter(isElement)

const isElement = (node: Element['children'][number]): node is Element =>
  typeof node === 'object' && node !== null

export const children = (parent: Element, name: string, ns: string | undefined): Element[] =>
  parent.children.filter((node): node is Element => isElement(node) && is(node, name, ns))

/** The first of them. */
export const child = (parent: Element, name: string, ns: string | undefined): Element | undefined =>
  parent.children.find((node): node is Element => isElement(node) && is(node, name, ns))

/** A child in the parent's own namespace: `<body/>` of a message, `<jid/>` of `<depart-queue/>`. */
export const own = (parent: Element, name: string): Element | undefined => child(parent, name, parent.getNS())

export const allOwn = (parent: Element, name: string): Element[] => children(parent, name, parent.getNS())

/** Is this element itself the one that is meant? */
export const is = (element: Element, name: string, ns: string | undefined): boolean =>
  element.getName() === name && element.getNS() === ns

/** The text of an element without white space around it; of nothing: `''`. */
export const text = (element: Element | undefined): string => element?.getText().trim() ?? ''

/** The text of a child in the parent's namespace; `undefined` when there is no such child. */
export function ownText(parent: Element, name: string): string | undefined {
  const found = own(parent, name)
  return found && text(found)
}

/** An attribute; `undefined` when it is missing, or is what every object has. */
export function attr(element: Element, name: string): string | undefined {
  const value: unknown = element.attrs[name]
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

/**
 * Cuts off what is nested deeper than `levels`, in place. ltx writes elements by recursion: some 20 kB of nested nothing,
 * which a server lets through, would break whoever writes them.
 */
export function cutBelow(element: Element, levels: number): Element {
  let level = [element]
  for (let depth = 0; depth < levels; depth++) level = level.flatMap(elements)
  for (const one of level) one.children = []
  return element
}
