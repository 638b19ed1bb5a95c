/** The examples of XEP-0142 as stanzas. */
import { type Element, parse } from 'ltx'
import { examples as agent } from './xep-0142-agent.kit.ts'
import { examples as user } from './xep-0142-user.kit.ts'
import { elements } from './xml.ts'

const examples = { ...user, ...agent }
export type Caption = keyof typeof examples

/** The stanzas of an example. One is not well-formed: its attribute begins with one quote and ends with the other. */
export const stanzasOf = (caption: Caption): Element[] => {
  const words = examples[caption].replace(/^[USA]: ?/gm, '').replace(`"get'`, `'get'`)
  return elements(parse(`<all>${words}</all>`)).map((one) => {
    one.parent = null
    return one
  })
}

/** But one, which shows only a start tag. */
export const captions = Object.keys(examples).filter((name) => name !== 'Invitation Meta-Data') as Caption[]
