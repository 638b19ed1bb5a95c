/** The invitation on the page: a card above the button. It takes no focus from anybody. */
import css from './card.css?inline'
import type { Invited, Suggested } from './presence.ts'
import { wordsFor } from './words.ts'

/** A live region says what comes into it, not what it was made with, ms. */
const SPEAK_AFTER = 100

const make = <K extends keyof HTMLElementTagNameMap>(name: K, ...children: Node[]) => {
  const made = document.createElement(name)
  made.append(...children)
  return made
}

export class Card {
  readonly #host = make('div')
  readonly #set: DOMStringMap
  #shown = ''

  constructor(set: DOMStringMap) {
    this.#set = set
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    this.#host.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sheet]
  }

  show(asked: Invited | Suggested, answer: (yes: boolean) => void): void {
    const { invitation, workgroup, accent } = asked
    if (this.#shown === invitation) return
    this.#shown = invitation
    const words = wordsFor(document.documentElement.lang || navigator.language)
    const text = make('p')
    text.role = 'status'
    text.dir = 'auto'
    const button = (label: string, yes: boolean) => {
      const made = make('button', new Text(label))
      made.type = 'button'
      made.onclick = () => answer(yes)
      return made
    }
    const card = make('section', text, button(words.chat, true), button(words.no, false))
    card.ariaLabel = words.title
    card.onkeydown = ({ key }) => {
      if (key === 'Escape') answer(false)
    }
    const host = this.#host
    host.style.setProperty('--accent', this.#set.accent ?? accent)
    host.className = this.#set.position ?? ''
    host.shadowRoot?.replaceChildren(card)
    document.documentElement.append(host)
    setTimeout(() => {
      const says =
        asked.is === 'suggested'
          ? (asked.text ?? words.here)
          : asked.text
            ? `${asked.by}: ${asked.text}`
            : words.help.replace('{by}', () => asked.by)
      text.textContent = says.replace('{workgroup}', () => workgroup)
    }, SPEAK_AFTER)
  }

  hide(): void {
    this.#shown = ''
    this.#host.remove()
  }
}
