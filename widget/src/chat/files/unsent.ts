/** Which files were on their way: a browser gives them to the page once, so after a reload they have to be chosen again. */
const KEY = 'parlor-unsent'
const MOST = 10

/** Storage may be refused by the browser: then nothing can be said of them. */
export function unsent(): readonly string[] {
  try {
    const names: unknown = JSON.parse(sessionStorage.getItem(KEY) || '[]')
    return Array.isArray(names) ? names.map(String).slice(0, MOST) : []
  } catch {
    return []
  }
}

export function remember(names: readonly string[]): void {
  try {
    if (names.length > 0) sessionStorage.setItem(KEY, JSON.stringify(names))
    else sessionStorage.removeItem(KEY)
  } catch {}
}
