import { Button } from 'react-aria-components'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { Icon } from './Icon.tsx'

/** Short sentences at the edge of the screen; read out when they come. */
export function Words() {
  const app = useApp()
  const words = useDesk((desk) => desk.words)
  return (
    <div role="status">
      <ol className="words">
        {words.map((word) => (
          <li key={word.id} className={`word word-${word.tone}`}>
            {word.tone === 'bad' && <Icon name="alert" />}
            <span>{word.text}</span>
            <Button
              className="quiet-button"
              aria-label="Hide this"
              onPress={() => app.shell?.hideWord(word.id)}
            >
              <Icon name="end" />
            </Button>
          </li>
        ))}
      </ol>
    </div>
  )
}
