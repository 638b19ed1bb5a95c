/** What is known of a workgroup or an operator, in every form it is asked for. */
import { createHash } from 'node:crypto'
import type { Response } from 'express'
import { Element } from 'ltx'
import type { Show } from '../../core/types.ts'
import { Problem } from '../problems.ts'
import { isRightToLeft, wordsFor } from '../words/index.ts'
import { type IconSet, iconSetOf, SIZES, svgOf } from './icons.ts'
import { pngOf } from './png.ts'

/** Who is shown, and what else is said of them beside name and state. */
export interface Subject {
  readonly name: string
  readonly show: Show
  /** The words of the site they are of. */
  readonly language: string
  readonly facts: Readonly<Record<string, string | number | boolean | undefined>>
}

/** How it is wanted. */
export interface Wish {
  readonly set: IconSet
  readonly pixels: number | undefined
  readonly language: string
  /** Of `.js`: what is called with it. */
  readonly callback: string
}

/** `?set=button&size=24&language=de`. @throws Problem `malformed`, naming what there is */
export function wishOf(query: (name: string) => string, { language }: Subject): Wish {
  const set = iconSetOf(query('set') || 'badge')
  if (!set)
    throw new Problem('malformed', 'There are the sets dot, badge, button, bar, bubble, person and text.')
  const size = query('size')
  const pixels = size === '' ? undefined : Number(size)
  if (pixels !== undefined && !(pixels >= SIZES.least && pixels <= SIZES.most))
    throw new Problem('malformed', `size is a height in pixels, ${SIZES.least} to ${SIZES.most}.`)
  const callback = query('callback') || 'parlorStatus'
  if (!/^[A-Za-z_$][\w$]{0,40}(\.[A-Za-z_$][\w$]{0,40}){0,4}$/.test(callback))
    throw new Problem('malformed', 'callback is the name of a function.')
  return { set, pixels, language: query('language') || language, callback }
}

const wordsOf = ({ show }: Subject, language: string): string => wordsFor(language).show[show]

function svg(subject: Subject, { set, pixels, language }: Wish): string {
  const { show, name } = subject
  const { ask, leaveMessage } = wordsFor(language)
  const words = wordsOf(subject, language)
  const offer = show === 'offline' ? leaveMessage : ask
  return svgOf(set, { name, show, words, ask: offer, rightToLeft: isRightToLeft(language) }, pixels)
}

/** Changes when what a picture shows does. */
export const versionOf = ({ name, show, facts: { open = true } }: Subject): string =>
  createHash('sha256').update(`${name}\n${show}\n${open}`).digest('base64url').slice(0, 12)

const json = (subject: Subject, { language }: Wish) => ({
  name: subject.name,
  words: wordsOf(subject, language),
  show: subject.show,
  ...subject.facts,
  version: versionOf(subject),
})

/** In a script a `<` could end it, and two signs of JSON are line ends there. */
const scriptSafe = (text: string): string =>
  text.replace(/[<\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

type Form = (response: Response, subject: Subject, wish: Wish) => unknown

export const forms: Readonly<Record<string, Form>> = {
  svg: (response, subject, wish) => response.type('image/svg+xml').send(svg(subject, wish)),
  png: (response, subject, wish) => response.type('image/png').send(pngOf(svg(subject, wish))),
  json: (response, subject, wish) => response.json(json(subject, wish)),
  /** One word for scripts of any kind. */
  txt: (response, { show }) => response.type('text/plain').send(`${show}\n`),
  xml(response, subject, wish) {
    const { words, ...attributes } = json(subject, wish)
    const status = new Element('status', { xmlns: 'urn:parlor:1', ...attributes }).t(words)
    response.type('application/xml').send(`<?xml version="1.0" encoding="utf-8"?>\n${status}\n`)
  },
  js: (response, subject, wish) =>
    response
      .type('text/javascript')
      .send(`/**/${wish.callback}(${scriptSafe(JSON.stringify(json(subject, wish)))});\n`),
}
