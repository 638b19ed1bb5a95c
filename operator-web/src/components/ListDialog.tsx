import type { ReactNode } from 'react'
import { Button, Dialog, Heading } from 'react-aria-components'
import { t } from '../words/index.ts'

/** A list to look through and close again; `none` is said when there is nothing in it. */
export function ListDialog({
  title,
  none,
  close,
  children,
}: {
  title: string
  none: string
  close: () => void
  children: readonly ReactNode[]
}) {
  return (
    <Dialog className="dialog">
      <Heading slot="title">{title}</Heading>
      {children.length === 0 ? <p>{none}</p> : <ul className="left-list">{children}</ul>}
      <div className="dialog-actions">
        <Button className="button" onPress={close} autoFocus>
          {t('Close')}
        </Button>
      </div>
    </Dialog>
  )
}
