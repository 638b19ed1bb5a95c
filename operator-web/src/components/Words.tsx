import { Button } from 'react-aria-components'
import { createPortal } from 'react-dom'
import { useApp, useDesk } from '../hooks/use-app.ts'
import { many, t } from '../words/index.ts'
import { Icon } from './Icon.tsx'

/** Short sentences at the edge of the screen; read out when they come. A dialog does not hide them: React Aria spares this layer. */
export function Words() {
  const app = useApp()
  const words = useDesk((desk) => desk.words)
  return createPortal(
    <div role="status" data-react-aria-top-layer="true">
      <ol className="words">
        {words.map((word) => (
          <li key={word.id} className={`word word-${word.tone}`}>
            {word.tone === 'bad' && <Icon name="alert" />}
            <span>
              {word.text}
              {word.times && <span className="word-times"> {many(word.times, '{n} time', '{n} times')}</span>}
            </span>
            <Button
              className="quiet-button"
              aria-label={t('Hide this')}
              onPress={() => app.shell?.hideWord(word.id)}
            >
              <Icon name="end" />
            </Button>
          </li>
        ))}
      </ol>
    </div>,
    document.body,
  )
}
