/**
 * Building and reading elements. Every value passes through `el`, never through a template string, so escaping is
 * nothing anyone has to remember; every look-up names the namespace.
 */
import { Element } from 'ltx'

export type Attribute = string | number | boolean | undefined
export type Child = Element | string | number | undefined | readonly Child[]

/**
 * An element; attributes and children that are `undefined` are left out, lists of children are flattened. Where all
 * attributes are texts they are the element's own from then on: a chat is made of hundreds of elements.
 */
export function el(
  name: string,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: Child[]
): Element {
  const element = new Element(name)
  element.attrs = areTexts(attributes) ? attributes : texts(attributes)
  element.children = children.every(isNode) ? children : nodes(children)
  for (const node of element.children) if (typeof node === 'object') node.parent = element
  return element
}

type Texts = Readonly<Record<string, string>>

function areTexts(attributes: Readonly<Record<string, Attribute>>): attributes is Texts {
  for (const key in attributes) if (typeof attributes[key] !== 'string') return false
  return true
}

function texts(attributes: Readonly<Record<string, Attribute>>): Texts {
  const all: Record<string, string> = {}
  for (const key in attributes) {
    const value = attributes[key]
    if (value !== undefined) all[key] = String(value)
  }
  return all
}

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

export const children = (parent: Element, name: string, ns: string): Element[] =>
  elements(parent).filter((node) => is(node, name, ns))

/** The first of them. */
export const child = (parent: Element, name: string, ns: string | undefined): Element | undefined =>
  parent.children.find((node): node is Element => isElement(node) && is(node, name, ns))

/** A child in the parent's own namespace: `<body/>` of a message, `<jid/>` of `<depart-queue/>`. */
export const own = (parent: Element, name: string): Element | undefined => child(parent, name, parent.getNS())

export const allOwn = (parent: Element, name: string): Element[] => {
  const ns = parent.getNS()
  return elements(parent).filter((node) => node.getName() === name && node.getNS() === ns)
}

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

/** An attribute; `undefined` when it is missing. */
export function attr(element: Element, name: string): string | undefined {
  const value: unknown = Object.hasOwn(element.attrs, name) ? element.attrs[name] : undefined
  return value === undefined || value === null ? undefined : String(value)
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
