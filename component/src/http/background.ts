/** What a request says of who makes it, without being asked (D4). */
import type { Request } from 'express'
import type { Background } from '../core/request.ts'
import { browserOf } from '../monitor/background.ts'
import type { Http } from './context.ts'

/** Do-Not-Track and Global Privacy Control. */
export const saysNo = ({ dnt, 'sec-gpc': gpc }: Request['headers']): boolean => dnt === '1' || gpc === '1'

/** Who does not want to be tracked is not looked up by address. */
export function backgroundOf({ places }: Http, { headers }: Request, address: string): Background {
  const place = saysNo(headers) ? undefined : places?.of(address)
  const browser = browserOf(headers['user-agent'])
  return { ...(place && { place }), ...(browser && { browser }) }
}
