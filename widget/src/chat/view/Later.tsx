import { useEffect, useState } from 'preact/hooks'
import type { Rest } from '../later/index.tsx'
import type { Props } from './context.ts'
import { fetchLater, rest } from './fetch-later.ts'
import { Wait } from './Wait.tsx'

/** Between tries to fetch it, ms. */
const AGAIN = 3000

/** A screen that is fetched when it is needed, or was before. */
export function Later({ what, ...props }: Props & { readonly what: keyof Rest['screens'] }) {
  const [there, come] = useState(rest)
  const { language, words } = props.tongue

  useEffect(() => {
    let retry: ReturnType<typeof setTimeout>
    const load = (): Promise<void> =>
      fetchLater(language).then(come, () => {
        retry = setTimeout(load, AGAIN)
      })
    if (!there) void load()
    return () => clearTimeout(retry)
  }, [])

  if (!there) return <Wait text={words.moment} />
  const Screen = there.screens[what]
  return <Screen later={there.words} {...props} />
}
