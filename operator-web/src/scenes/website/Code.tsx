import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useApp } from '../../hooks/use-app.ts'
import { t } from '../../words/index.ts'

/** Something to copy into a page. */
export function Code({ label, text }: { label: string; text: string }) {
  const app = useApp()
  const [done, setDone] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
    } catch {
      // Pages without encryption have no clipboard.
      app.shell?.tellWord(t('The browser did not allow to copy: mark the text and copy it.'))
    }
  }
  return (
    <div className="code">
      <section className="code-text" aria-label={label}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <code tabIndex={0}>{text}</code>
      </section>
      <Button className="button button-small" onPress={() => void copy()}>
        {done ? t('Copied') : t('Copy')}
        <span className="unseen"> {label}</span>
      </Button>
    </div>
  )
}
