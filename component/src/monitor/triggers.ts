/** When the calm invitation shows by itself (V9): rules of a site about the visit and the page that is looked at. */
import type { Trigger } from '../config/types.ts'
import type { Parameter } from '../core/request.ts'

/** What is known of the visit. */
export interface Visit {
  readonly page?: string
  readonly parameters: readonly Parameter[]
  /** How many pages of the site they have opened, this one included. */
  readonly pages: number
  readonly returning: boolean
}

/** Of the rules that fit, the one that is due first; `undefined`: not on this page. */
export const firstDue = (triggers: readonly Trigger[], visit: Visit): Trigger | undefined =>
  triggers
    .filter((one) => fits(one, visit))
    .reduce<Trigger | undefined>((best, one) => (best && best.after <= one.after ? best : one), undefined)

function fits({ page, parameter, is, pages = 1, returning }: Trigger, visit: Visit): boolean {
  if (visit.pages < pages || (returning && !visit.returning)) return false
  if (page !== undefined && !isLike(page, pathOf(visit.page))) return false
  if (parameter === undefined) return true
  const value = visit.parameters.find(({ name }) => name === parameter)?.value ?? ''
  return is === undefined ? value !== '' : value.toLowerCase() === is.toLowerCase()
}

function pathOf(page = ''): string {
  if (!URL.canParse(page)) return ''
  const { pathname, search } = new URL(page)
  return pathname + search
}

/** What stands between two stars is looked for from left to right: no pattern takes long. */
function isLike(pattern: string, text: string): boolean {
  const [first = '', ...parts] = pattern.split('*')
  const last = parts.pop()
  if (last === undefined) return pattern === text
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
