import fc from 'fast-check'
import { createElement, type Element, parse } from 'ltx'
import { expect, test } from 'vitest'
import { StreamParser } from './stream-parser.ts'
import { cleanText, PIECE, StreamWriter } from './stream-writer.ts'

const written = (...elements: Element[]): string => {
  const writer = new StreamWriter()
  for (const element of elements) writer.add(element)
  return writer.take().toString()
}

/** Any UTF-16 whatever, lone surrogates and control characters included. */
const anything = fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units))

test('whatever is put in, what comes out is XML that reads back as the cleaned text', () => {
  fc.assert(
    fc.property(anything, anything, (text, value) => {
      const element = createElement('message', { id: value }, createElement('body', {}, text))
      const back = parse(written(element))
      expect(back.getChildText('body')).toBe(cleanText(text))
      expect(back.attrs.id).toBe(cleanText(value))
      expect(cleanText(text)).not.toMatch(/\p{Cs}/u)
    }),
  )
})

test('text that was fine stays as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(text))
      expect(cleanText(text)).toBe(text)
    }),
  )
})

test.each(['a b', 'a>', '1a', '', 'a:b:c', 'é'])('an element called %j is refused', (name) => {
  expect(() => written(createElement(name))).toThrow(TypeError)
})

test('an attribute with an impossible name is refused', () => {
  expect(() => written(createElement('a', { 'b c': '1' }))).toThrow(TypeError)
})

test('what is refused leaves nothing, and what came before it stays', () => {
  const writer = new StreamWriter()
  writer.add(createElement('a', {}, 'ü'))
  const size = writer.size
  expect(size).toBe('<a>ü</a>'.length + 1)
  expect(() => writer.add(createElement('b', { id: '1' }, createElement('c d')))).toThrow(TypeError)
  expect(() => writer.add(createElement('b', {}, '€'.repeat(10)), 36)).toThrow(RangeError)
  expect(writer.size).toBe(size)
  writer.add(createElement('b', {}, '€'.repeat(10)), 37)
  expect(writer.take().toString()).toBe(`<a>ü</a><b>${'€'.repeat(10)}</b>`)
  expect(writer.size).toBe(0)
})

test('what is taken stays as it is while more is written, however long', () => {
  const writer = new StreamWriter()
  const long = ['x'.repeat(100_000), '\u{1F600}'.repeat(100_000), '&'.repeat(100_000)]
  const all = long.map((text) => {
    writer.add(createElement('a', { b: text }, text))
    return { text, taken: writer.take() }
  })
  for (const { text, taken } of all) {
    const back = parse(taken.toString())
    expect(back.attrs.b).toBe(text)
    expect(back.getText()).toBe(text)
  }
})

test('what was given back is written into again, and nothing else is', () => {
  const writer = new StreamWriter()
  const write = (text: string) => {
    writer.add(createElement('a', {}, text))
    return writer.take()
  }
  const first = write('1'.repeat(10_000))
  const second = write('2'.repeat(10_000))
  writer.giveBack(first)
  write('3'.repeat(10_000))
  const again = write('4'.repeat(10_000))
  expect(again.buffer).toBe(first.buffer)
  expect(String(second)).toBe(`<a>${'2'.repeat(10_000)}</a>`)
  expect(String(again)).toBe(`<a>${'4'.repeat(10_000)}</a>`)
  const large = write('x'.repeat(2 * PIECE))
  writer.giveBack(large)
  expect([write('b').buffer, write('c').buffer]).not.toContain(large.buffer)
})

test('a server that reads nothing does not make each little thing hold a whole piece', () => {
  const writer = new StreamWriter()
  const held = new Set<ArrayBufferLike>()
  for (let sent = 0; sent < 1_000; sent += 1) {
    writer.add(createElement('a', {}, String(sent)))
    const taken = writer.take()
    expect(String(taken)).toBe(`<a>${sent}</a>`)
    held.add(taken.buffer)
  }
  expect([...held].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThan(PIECE)
})

/** What a parser made of a stream that came in the given pieces. */
function read(pieces: readonly string[]): { elements: Element[]; errors: number } {
  const parser = new StreamParser()
  const elements: Element[] = []
  let errors = 0
  parser.on('element', (element: Element) => elements.push(element))
  parser.on('error', () => {
    errors += 1
  })
  for (const piece of pieces) parser.write(piece)
  return { elements, errors }
}

test('no noise makes the parser throw, or report more than one error', () => {
  const noise = fc.array(
    fc.oneof(anything, fc.constantFrom('<a>', '</a>', '<', '/>', '&', ';', '<![CDATA[', "x='")),
  )
  fc.assert(
    fc.property(noise, (pieces) => {
      expect(read(pieces).errors).toBeLessThanOrEqual(1)
    }),
  )
})

test('where the packets are cut does not matter', () => {
  const stream = "<stream><a x='&lt;ü'>1<b/>&amp;</a> <c xmlns='urn:x'><![CDATA[<d>]]></c></stream>"
  const whole = read([stream]).elements.map(String)
  expect(whole).toEqual(['<a x="&lt;ü">1<b/>&amp;</a>', '<c xmlns="urn:x">&lt;d&gt;</c>'])
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length]
      const pieces = places.slice(1).map((end, index) => stream.slice(places[index], end))
      expect(read(pieces).elements.map(String)).toEqual(whole)
    }),
  )
})
