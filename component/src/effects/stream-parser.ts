/** From characters to stanzas: the parser of the library, with a limit on depth and without an emitter for each token. */
import { EventEmitter } from 'node:events'
import type { Element } from 'ltx'
import SaxLtx from 'ltx/src/parsers/ltx.js'
import { copied } from '../protocol/copied.ts'
import { elementOf } from '../protocol/xml.ts'

/** Below this a tree is cut off: nobody needs it, and walking it could exhaust the stack. */
const MAX_DEPTH = 64

type Attributes = Record<string, string>

interface Tokens {
  startElement(name: string, attrs: Attributes): void
  endElement(name: string): void
  text(text: string): void
}

/** Calls whoever listens straight away: a stanza is thirty tokens, and an emitter makes a list of each. */
class Tokenizer extends SaxLtx {
  constructor(readonly tokens: Tokens) {
    super()
  }

  override emit(token: keyof Tokens, value: string, attrs: Attributes): boolean {
    this.tokens[token](value, attrs)
    return true
  }
}

/**
 * Turns the characters of one stream into elements. The library's own parser throws out of the socket's handler on a
 * bad entity and builds elements of the other copy of ltx (CommonJS), for which `instanceof Element` is false.
 * Events: `start` (the stream's header), `element` (a child of the stream that nobody has taken), `end`, `error` (then
 * nothing more).
 */
export class StreamParser extends EventEmitter {
  readonly #sax = new Tokenizer({
    startElement: (name, attrs) => this.#begin(name, attrs),
    endElement: (name) => this.#end(name),
    text: (text) => this.#text(text),
  })
  readonly #open: Element[] = []
  /** Broken, or ended: what still comes in the same packet is nobody's. */
  #over = false
  readonly #take: (element: Element) => boolean

  /** `take` gets each child of the stream first, and says whether it was for it. */
  constructor(take: (element: Element) => boolean = () => false) {
    super()
    this.#take = take
  }

  write(characters: string): void {
    if (this.#over) return
    try {
      this.#sax.write(characters)
    } catch (error) {
      this.#break(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #begin(name: string, attrs: Attributes): void {
    if (this.#over) return
    const element = elementOf(name, attrs, [])
    const depth = this.#open.length
    if (depth === 1 && attrs.from !== undefined) attrs.from = copied(attrs.from)
    if (depth > 1 && depth <= MAX_DEPTH) this.#open[depth - 1]?.cnode(element)
    this.#open.push(element)
    if (depth === 0) this.emit('start', element)
  }

  #end(name: string): void {
    if (this.#over) return
    const element = this.#open.pop()
    if (element?.name !== name) {
      this.#break(new Error(`<${element?.name}> is closed by </${name}>`))
      return
    }
    if (this.#open.length === 0) {
      this.#over = true
      this.emit('end', element)
    }
    if (this.#open.length !== 1) return
    element.parent = this.#open[0] ?? null
    if (!this.#take(element)) this.emit('element', element)
  }

  #text(text: string): void {
    // Between stanzas there is only the white space that keeps a connection alive (RFC 6120 §4.6.1).
    if (this.#open.length > 1) this.#open.at(-1)?.t(text)
    else if (this.#open.length === 1 && !this.#over && /\S/.test(text))
      this.#break(new Error('there is text between the stanzas'))
  }

  #break(error: Error): void {
    this.#over = true
    this.emit('error', error)
  }
}
