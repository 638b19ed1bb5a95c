import { createElement, Fragment, type ReactNode } from 'react'

/** A text with places that are more than text: `<Told text="Waiting for {who}." who={<bdi>Ben</bdi>} />`. */
export function Told({ text, ...places }: { text: string; [place: string]: ReactNode }) {
  const parts = text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : (places[part] ?? `{${part}}`)))
  // As children, each in its place for good: no keys.
  return createElement(Fragment, null, ...parts)
}
