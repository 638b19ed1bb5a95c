/**
 * `status.js`: keeps the status pictures of a page as things are, without a script of the page's own. The loader fetches it where
 * the page has one, or wants its button hidden while nobody answers; a page without the widget has it by itself:
 *
 *   <script type="module" src="https://HOST/status.js"></script>
 *
 * One question at a time for each workgroup or operator: the server answers it when something has changed, or after a minute.
 * Nothing is asked while nobody looks at the page.
 */
const { origin } = new URL(import.meta.url)
const PICTURES = `${origin}/status/`

/** What `/status/<workgroup>.json` says (urn-parlor-1 §1). */
export interface Told {
  readonly name: string
  readonly words: string
  readonly open?: boolean
  readonly version: string
}

/** After a failure, and between two answers at least, ms. */
const FIRST = 1_000
const LONGEST = 60_000

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Resolves when the page is before somebody's eyes. */
const looked = () =>
  new Promise<void>((done) => {
    if (document.visibilityState === 'visible') return done()
    document.addEventListener('visibilitychange', () => done(), { once: true })
    return undefined
  })

/** Tells how things are, now and after each change, for as long as the page lives. `subject`: `support`, `operator/anna`. */
export async function follow(subject: string, tell: (told: Told) => void): Promise<never> {
  let known = ''
  let wait = FIRST
  for (;;) {
    await looked()
    const leaving = new AbortController()
    const leave = () => document.visibilityState !== 'visible' && leaving.abort()
    document.addEventListener('visibilitychange', leave)
    try {
      const answer = await fetch(`${PICTURES}${subject}.json?known=${known}`, {
        signal: leaving.signal,
        cache: 'no-store',
      })
      if (!answer.ok) throw Error()
      const told = (await answer.json()) as Told
      if (told.version !== known) tell(told)
      // Where the server has no room to hold the question, it is not asked all the time.
      wait = told.version === known ? wait : FIRST
      known = told.version
    } catch {
      if (!leaving.signal.aborted) {
        await pause(wait * (0.75 + Math.random() / 2))
        wait = Math.min(2 * wait, LONGEST)
      }
    }
    document.removeEventListener('visibilitychange', leave)
    await pause(FIRST)
  }
}

/** Those of the page, by whom they show. */
function pictures(): Map<string, HTMLImageElement[]> {
  const found = new Map<string, HTMLImageElement[]>()
  for (const image of document.querySelectorAll('img')) {
    if (!image.src.startsWith(PICTURES)) continue
    const subject = image.src.slice(PICTURES.length).replace(/\.\w+(\?.*)?$/, '')
    found.set(subject, [...(found.get(subject) ?? []), image])
  }
  return found
}

function show(image: HTMLImageElement, { version, name, words }: Told): void {
  const address = new URL(image.src)
  address.searchParams.set('version', version)
  image.src = address.href
  if (!image.alt || image.dataset.parlorAlt === image.alt) image.alt = `${name}: ${words}`
  image.dataset.parlorAlt = `${name}: ${words}`
}

for (const subject of pictures().keys())
  void follow(subject, (told) => {
    // As they are now: a page may have got others meanwhile.
    for (const image of pictures().get(subject) ?? []) show(image, told)
  })
