import { useDesk } from '../hooks/use-app.ts'
import { heardWords } from '../model/select.ts'

/** For those who hear the screen: a request that rings, at once, with the keys that answer it. */
export function Announcer() {
  const text = useDesk(heardWords)
  return (
    <div className="unseen" role="alert">
      {text}
    </div>
  )
}
