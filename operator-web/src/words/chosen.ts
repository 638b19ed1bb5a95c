/** The language chosen in this browser, kept by itself: it is needed before anything else. None is that of the browser. */
const KEPT = 'parlor-desk-language'

/** Storage may be forbidden: then nothing is kept, and nothing fails. */
export function chosen(): string {
  try {
    return globalThis.localStorage?.getItem(KEPT) ?? ''
  } catch {
    return ''
  }
}

export function choose(language: string): void {
  try {
    if (language) localStorage.setItem(KEPT, language)
    else localStorage.removeItem(KEPT)
  } catch {}
}
