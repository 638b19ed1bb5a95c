import { useDesk } from '../hooks/use-app.ts'
import { nameOf, ringing } from '../model/select.ts'

/** For those who hear the screen: a request that rings, at once, with the keys that answer it. */
export function Announcer() {
  const text = useDesk((desk) => {
    const offer = ringing(desk)[0]
    if (!offer) return ''
    const { name, problem } = offer.case
    const keys = 'Press Alt Enter to take, Alt Backspace to pass.'
    if (offer.asks) return `${nameOf(offer.asks.by)} asks you about ${name}: ${offer.asks.note ?? ''} ${keys}`
    return `${name} is waiting${problem ? `: ${problem}` : ''}. ${keys}`
  })
  return (
    <div className="unseen" role="alert">
      {text}
    </div>
  )
}
