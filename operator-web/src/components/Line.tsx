import { memo } from 'react'
import { Button } from 'react-aria-components'
import { type Side, sideOf } from '../model/select.ts'
import type { Line as LineData } from '../model/types.ts'
import { notSentWords, systemWords } from '../model/words.ts'
import { Icon } from './Icon.tsx'
import { RichText } from './RichText.tsx'
import { clockText } from './Time.tsx'

interface LineProps {
  line: LineData
  name: string
  /** The time is shown once a minute and at a change of speaker. */
  timed: boolean
  /** The first of several by the same person. */
  leads: boolean
  /** More than two talk here: whose it is stands above. */
  named: boolean
  again?: ((id: string) => void) | undefined
}

const SIDES: Readonly<Record<Side, string>> = {
  mine: 'said-ours said-mine',
  colleague: 'said-ours said-colleague',
  visitor: 'said-theirs',
}

export const Line = memo(function Line({ line, name, timed, leads, named, again }: LineProps) {
  if (line.is === 'system') {
    return (
      <p className="system">
        <span>{systemWords(line.what, name, line.who)}</span> <time>{clockText(line.at)}</time>
      </p>
    )
  }
  const side = sideOf(line, name)
  return (
    <div className={`said ${SIDES[side]}${leads ? ' said-leads' : ''}`}>
      {(named || side === 'colleague') && leads && side !== 'mine' ? (
        <p className="said-by">
          <bdi>{line.nick}</bdi>
          <span className="unseen">: </span>
        </p>
      ) : (
        <span className="unseen">{line.mine ? 'You' : line.nick}: </span>
      )}
      <p className="bubble" dir="auto">
        <RichText text={line.body} />
      </p>
      {(timed || line.delivery !== 'sent') && (
        <p className="said-foot">
          {timed && <time>{clockText(line.at)}</time>}
          {line.mine && <Delivery line={line} again={again} />}
        </p>
      )}
    </div>
  )
})

/** What the visitor wrote into the form: their conversation begins with it, so ours does. */
export const FirstWords = ({ text, by }: { text: string; by: string }) => (
  <div className="said said-theirs said-leads">
    <span className="unseen">{by}: </span>
    <p className="bubble-like" dir="auto">
      <RichText text={text} />
    </p>
    <p className="said-foot">before the chat</p>
  </div>
)

function Delivery({ line, again }: { line: Extract<LineData, { is: 'said' }>; again: LineProps['again'] }) {
  switch (line.delivery) {
    case 'sending':
      return (
        <span className="tick tick-wait" title="Being sent">
          <Icon name="clock" />
          <span className="unseen">Being sent</span>
        </span>
      )
    case 'sent':
      return (
        <span className="tick" title="Sent and saved">
          <Icon name="check" />
          <span className="unseen">Sent</span>
        </span>
      )
    case 'unsaved':
      return (
        <span className="tick tick-bad">
          Delivered, but not in the record.{' '}
          {again && !line.repeated && (
            <Button className="link" onPress={() => again(line.id)}>
              Send again
            </Button>
          )}
        </span>
      )
    case 'failed':
      return (
        <span className="tick tick-bad">
          {notSentWords(line.why)}{' '}
          {again && (
            <Button className="link" onPress={() => again(line.id)}>
              Try again
            </Button>
          )}
        </span>
      )
  }
}
