import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { FaultName } from '../model/types.ts'
import { fetchLines } from '../view/fetch-later.ts'
import { type HttpFault, post } from '../wire/http.ts'
import type { LaterProps } from './index.tsx'
import { mailOf } from './letter.ts'

export interface FarewellProps extends LaterProps {
  /** Why the server did not do it, if it did not. */
  readonly ask: (path: string, body: object) => Promise<FaultName | undefined>
  /** Where a copy may go. */
  readonly mail: string | undefined
}

const ask: FarewellProps['ask'] = (path, body) =>
  post(path, body).then(
    () => undefined,
    ({ fault = 'server' }: Partial<HttpFault>) => fault,
  )

/** Below a chat that is over: what it was like, and a copy of it. Fetched when there is one. */
export function Farewell(props: LaterProps) {
  const [Screen, come] = useState<ComponentType<FarewellProps> | undefined>()
  const { look, values } = props.state
  useEffect(() => {
    fetchLines(props.tongue.language)
      .then((there) => come(() => there.Screen))
      .catch(() => undefined)
  }, [])
  return Screen ? <Screen {...props} ask={ask} mail={look && mailOf(look, values)} /> : null
}
