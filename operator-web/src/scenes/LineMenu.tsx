import { Button, Dialog, Popover } from 'react-aria-components'
import { Icon, type IconName } from '../components/Icon.tsx'
import { useApp } from '../hooks/use-app.ts'
import type { Chat, Line } from '../model/types.ts'
import { t } from '../words/index.ts'

type SaidLine = Extract<Line, { is: 'said' }>

/** The line that something is to be done with, and the element the menu stands beside. */
export interface Chosen {
  readonly line: SaidLine
  readonly beside: HTMLElement
}

const EMOJIS = [
  ['\u{1F44D}', t('Thumbs up')],
  ['\u2764\uFE0F', t('Heart')],
  ['\u{1F604}', t('Smile')],
  ['\u{1F389}', t('Party')],
  ['\u{1F64F}', t('Thanks')],
  ['\u{1F440}', t('Looking')],
] as const

const QUOTE = 160

/** What can be done with one line: react, answer, copy; with our own also correct it and take it back. */
export function LineMenu({ chat, chosen, close }: { chat: Chat; chosen: Chosen; close: () => void }) {
  const app = useApp()
  const { line, beside } = chosen
  const { room } = chat
  const done = (act: () => void) => () => {
    act()
    close()
  }
  const aim = (what: Parameters<typeof app.aim>[1]) =>
    done(() => {
      app.aim(room, what)
      app.focusMessage(room)
    })
  const reply = { id: line.stanzaId ?? '', nick: line.nick, quote: line.body.slice(0, QUOTE) }
  return (
    <Popover className="popover" isOpen onOpenChange={close} triggerRef={{ current: beside }} placement="top">
      <Dialog className="line-menu" aria-label={t('What to do with this message')}>
        {chat.as !== 'silent' && chat.state === 'open' && (
          <>
            <div className="line-emojis">
              {EMOJIS.map(([emoji, name]) => (
                <Button
                  key={emoji}
                  className="emoji"
                  aria-label={name}
                  onPress={done(() => app.shell?.remarks.react(room, line, emoji))}
                >
                  {emoji}
                </Button>
              ))}
            </div>
            <Item icon="reply" label={t('Reply')} act={aim({ is: 'reply', reply })} />
          </>
        )}
        <Item
          icon="copy"
          label={t('Copy')}
          act={done(() => void navigator.clipboard?.writeText(line.body))}
        />
        {line.mine && chat.state === 'open' && (
          <>
            <Item icon="pen" label={t('Correct')} act={aim({ is: 'correct', line })} />
            <Item
              icon="end"
              label={t('Take back')}
              act={done(() => app.shell?.remarks.retract(room, line))}
            />
          </>
        )}
      </Dialog>
    </Popover>
  )
}

const Item = ({ icon, label, act }: { icon: IconName; label: string; act: () => void }) => (
  <Button className="menu-item" onPress={act}>
    <Icon name={icon} />
    {label}
  </Button>
)
