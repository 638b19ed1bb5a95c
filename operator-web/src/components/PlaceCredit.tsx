import { useApp, useValue } from '../hooks/use-app.ts'

/** Beside a place: whose data it is, where its licence asks for that. */
export function PlaceCredit() {
  const { credit } = useValue(useApp().config)
  return credit ? (
    <a className="credit" href={credit.url} target="_blank" rel="noopener noreferrer">
      {credit.words}
    </a>
  ) : null
}
