/** Elements of the page, without a library. */

/** Properties, then what is inside. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  {
    attrs = {},
    ...properties
  }: Partial<Omit<HTMLElementTagNameMap[K], 'attributes'>> & { attrs?: Record<string, string> },
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  Object.assign(made, properties)
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value)
  made.append(...inside)
  return made
}
