import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { actions } from '../actions/index.ts'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'

import { activeChats } from '../model/select.ts'
import type { Desk } from '../model/types.ts'
import { listed, many, t } from '../words/index.ts'
import { AskDialog } from './AskDialog.tsx'
import { Messages } from './Messages.tsx'
import { Palette } from './Palette.tsx'
import { Visitors } from './Visitors.tsx'

/** The one dialog that may be open. */
export function Dialogs() {
  const app = useApp()
  const dialog = useValue(app.dialog)
  const close = () => app.dialog.set(undefined)
  return (
    <ModalOverlay
      className="overlay"
      isDismissable
      isOpen={dialog !== undefined}
      onOpenChange={(open) => !open && close()}
    >
      <Modal className={`modal modal-${dialog?.is ?? 'none'}`}>
        {dialog?.is === 'end-chat' && <EndChat room={dialog.room} close={close} />}
        {dialog?.is === 'sign-out' && <SignOut close={close} />}
        {dialog?.is === 'shortcuts' && <Shortcuts close={close} />}
        {dialog?.is === 'ask' && <AskDialog ask={dialog.ask} close={close} />}
        {dialog?.is === 'messages' && <Messages close={close} />}
        {dialog?.is === 'visitors' && <Visitors close={close} />}
        {dialog?.is === 'palette' && <Palette close={close} />}
      </Modal>
    </ModalOverlay>
  )
}

function EndChat({ room, close }: { room: string; close: () => void }) {
  const app = useApp()
  const name = useDesk((desk) => desk.chats.get(room)?.with)
  const end = () => {
    app.shell?.close(room)
    close()
  }
  return (
    <Dialog role="alertdialog" className="dialog">
      <Heading slot="title">{t('End the chat with {name}?', { name: name ?? t('this visitor') })}</Heading>
      <p>
        {t('The conversation is saved with the case. {name} is told that it is over.', {
          name: name ?? t('The visitor'),
        })}
      </p>
      <div className="dialog-actions">
        <Button className="button" onPress={close}>
          {t('Keep talking')}
        </Button>
        <Button className="button button-main" autoFocus onPress={end}>
          {t('End chat')}
        </Button>
      </div>
    </Dialog>
  )
}

/** With chats open: visitors would be left alone. */
function SignOut({ close }: { close: () => void }) {
  const app = useApp()
  const count = useDesk(activeChats)
  const names = listed(
    [...app.desk.get().chats.values()].filter(({ state }) => state !== 'ended').map((chat) => chat.with),
  )
  const out = () => {
    close()
    void app.signOut()
  }
  return (
    <Dialog role="alertdialog" className="dialog">
      <Heading slot="title">
        {many(count, 'Sign out with an open chat?', 'Sign out with {n} open chats?')}
      </Heading>
      <p>
        {t(
          '{names} would be told that you are gone, and offered to a colleague. Everything said is kept; sign in again soon and the chats go on.',
          { names },
        )}
      </p>
      <div className="dialog-actions">
        <Button className="button" onPress={out}>
          {t('Sign out')}
        </Button>
        <Button className="button button-main" autoFocus onPress={close}>
          {t('Stay')}
        </Button>
      </div>
    </Dialog>
  )
}

/** Each thing once, with all its keys. */
function listedKeys(desk: Desk): readonly (readonly [label: string, keys: readonly string[]])[] {
  const listed = new Map<string, string[]>()
  for (const action of actions) {
    if (!action.keys || /^chat-\d$/.test(action.id)) continue
    const label = action.label(desk)
    listed.set(label, [...(listed.get(label) ?? []), ...action.keys])
  }
  return [
    ...listed,
    [t('Go to a chat'), ['Alt+1 ... 9']],
    [t('Next pane, the one before'), ['F6', 'Shift+F6']],
    [t('Send the message'), ['Enter']],
    [t('New line in a message'), ['Shift+Enter']],
  ]
}

const keyText = (key: string) => key.replace('+', ' ').replace('Escape', 'Esc')

function Shortcuts({ close }: { close: () => void }) {
  const desk = useApp().desk.get()
  return (
    <Dialog className="dialog">
      <Heading slot="title">{t('Keyboard')}</Heading>
      <dl className="keys">
        {listedKeys(desk).map(([label, keys]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{keyText(key)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button className="button button-main" onPress={close}>
          {t('Close')}
        </Button>
      </div>
    </Dialog>
  )
}
