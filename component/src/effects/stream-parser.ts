import { EventEmitter } from 'node:events'
import { Element } from 'ltx'
import SaxLtx from 'ltx/src/parsers/ltx.js'

/** Below this a tree is cut off: nobody needs it, and walking it could exhaust the stack. */
const MAX_DEPTH = 64

/**
 * Turns the characters of one stream into elements. The library's own parser throws out of the socket's handler on a
 * bad entity and builds elements of the other copy of ltx (CommonJS), for which `instanceof Element` is false.
 * Events: `start` (the stream's header), `element` (a child of the stream), `end`, `error` (then nothing more).
 */
export class StreamParser extends EventEmitter {
  readonly #sax = new SaxLtx()
  readonly #open: Element[] = []
  /** Broken, or ended: what still comes in the same packet is nobody's. */
  #over = false

  constructor() {
    super()
    this.#sax.on('startElement', (name: string, attrs: Record<string, string>) => this.#begin(name, attrs))
    this.#sax.on('endElement', (name: string) => this.#end(name))
    this.#sax.on('text', (text: string) => this.#text(text))
  }

  write(characters: string): void {
    if (this.#over) return
    try {
      this.#sax.write(characters)
    } catch (error) {
      this.#break(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #begin(name: string, attrs: Record<string, string>): void {
    if (this.#over) return
    const element = new Element(name, attrs)
    const depth = this.#open.length
    if (depth > 1 && depth <= MAX_DEPTH) this.#open[depth - 1]?.append(element)
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
    this.emit('element', element)
  }

  #text(text: string): void {
    // Between stanzas there is only the white space that keeps a connection alive (RFC 6120 §4.6.1).
    if (this.#open.length > 1) this.#open.at(-1)?.t(text)
  }

  #break(error: Error): void {
    this.#over = true
    this.emit('error', error)
  }
}
