/** From stanzas to bytes: cleaned of what would close the stream, and many of one turn in few pieces. */
import { type Element, escapeXML, escapeXMLText } from 'ltx'

/** All but what XML 1.0 §2.2 allows: control characters, lone surrogates, U+FFFE and U+FFFF. */
const illegal = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u
const everyIllegal = new RegExp(illegal, 'gu')
/** A conservative XML Name: what our builders use. Anything else would be data in the wrong place. */
const xmlName = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/

/** Replaces each character that would make the server close the whole stream by U+FFFD. */
export const cleanText = (text: string): string =>
  illegal.test(text) ? text.replace(everyIllegal, '\uFFFD') : text

/** Of each of the first 128 characters: 1 where it may stand in text and attributes as it is. */
const plain = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 0x20 && code !== 0x7f && !'"&\'<>'.includes(String.fromCharCode(code)) ? 1 : 0,
)

/** Names come from the builders, so there are few. */
const MOST_NAMES = 1_000
/** Of each piece, bytes: what a turn of the event loop sends is seldom more. */
export const PIECE = 64 * 1024
/** Pieces that are kept when they have been sent: new memory costs more than what is written into it. */
const MOST_SPARE = 4
/** Is copied rather than sent from where it was written, bytes, when no piece is spare. */
const LITTLE = 8 * 1024
/** The most bytes of UTF-8 for one UTF-16 unit. */
const WIDEST = 3

const LESS = 0x3c
const MORE = 0x3e
const SLASH = 0x2f
const SPACE = 0x20
const EQUALS = 0x3d
const QUOTE = 0x22

/**
 * Writes elements one after the other into bytes that a socket takes as they are. Their values are cleaned and escaped,
 * nothing else changed. It is done for every stanza: characters go straight to where they are sent from, without strings
 * in between.
 */
export class StreamWriter {
  readonly #names = new Set<string>()
  readonly #spare: Buffer[] = []
  #bytes: Buffer = Buffer.allocUnsafeSlow(PIECE)
  #end = 0

  /** Bytes that wait to be taken. */
  get size(): number {
    return this.#end
  }

  /**
   * @throws TypeError when an element or attribute has an impossible name, RangeError when it is longer than so many
   * bytes. Nothing of it is there then.
   */
  add(element: Element, atMost = Number.POSITIVE_INFINITY): void {
    const start = this.#end
    try {
      this.#element(element)
      if (this.#end - start > atMost) throw new RangeError('too large')
    } catch (error) {
      this.#end = start
      throw error
    }
  }

  /** All that was added since. The bytes are the caller's until they are given back. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#end)
    const next = this.#spare.pop()
    this.#end = 0
    // To a server that reads nothing many little ones are on their way: each would hold a piece.
    if (!next && taken.length < LITTLE) return Buffer.from(taken)
    this.#bytes = next ?? Buffer.allocUnsafeSlow(PIECE)
    return taken
  }

  /** What was taken has been sent. */
  giveBack({ buffer }: Buffer): void {
    if (buffer.byteLength === PIECE && this.#spare.length < MOST_SPARE) this.#spare.push(Buffer.from(buffer))
  }

  #element({ name, attrs, children }: Element): void {
    this.#code(LESS)
    this.#name(name)
    for (const key in attrs) {
      const value: unknown = attrs[key]
      if (value === null || value === undefined) continue
      this.#code(SPACE)
      this.#name(key)
      this.#code(EQUALS)
      this.#code(QUOTE)
      this.#text(String(value), escapeXML)
      this.#code(QUOTE)
    }
    if (children.length === 0) {
      this.#code(SLASH)
      this.#code(MORE)
      return
    }
    this.#code(MORE)
    for (const child of children) {
      if (child === null || child === undefined) continue
      // Numbers are let in by ltx's builders, whatever its types say.
      if (typeof child === 'object') this.#element(child)
      else this.#text(String(child), escapeXMLText)
    }
    this.#code(LESS)
    this.#code(SLASH)
    this.#name(name)
    this.#code(MORE)
  }

  #name(candidate: string): void {
    if (!this.#names.has(candidate)) {
      if (!xmlName.test(candidate)) throw new TypeError(`not an XML name: ${JSON.stringify(candidate)}`)
      if (this.#names.size < MOST_NAMES) this.#names.add(candidate)
    }
    this.#text(candidate, String)
  }

  /** Nearly all text is plain; what is not is written once more. */
  #text(text: string, escaped: (text: string) => string): void {
    this.#makeRoom(text.length)
    const bytes = this.#bytes
    let end = this.#end
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      if (plain[code] !== 1) {
        this.#words(escaped(cleanText(text)))
        return
      }
      bytes[end++] = code
    }
    this.#end = end
  }

  #words(text: string): void {
    this.#makeRoom(text.length * WIDEST)
    this.#end += this.#bytes.write(text, this.#end)
  }

  #code(code: number): void {
    if (this.#end === this.#bytes.length) this.#makeRoom(1)
    this.#bytes[this.#end++] = code
  }

  #makeRoom(more: number): void {
    if (this.#end + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(2 * (this.#bytes.length + more))
    this.#bytes.copy(larger, 0, 0, this.#end)
    this.#bytes = larger
  }
}
