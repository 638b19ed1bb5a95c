import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { actions } from '../actions/index.ts'
import { useApp, useDesk, useValue } from '../hooks/use-app.ts'
import { Palette } from './Palette.tsx'

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
        {dialog?.is === 'shortcuts' && <Shortcuts close={close} />}
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
      <Heading slot="title">End the chat with {name ?? 'this visitor'}?</Heading>
      <p>The conversation is saved with the case. {name ?? 'The visitor'} is told that it is over.</p>
      <div className="dialog-actions">
        <Button className="button" onPress={close}>
          Keep talking
        </Button>
        <Button className="button button-main" autoFocus onPress={end}>
          End chat
        </Button>
      </div>
    </Dialog>
  )
}

function Shortcuts({ close }: { close: () => void }) {
  const desk = useApp().desk.get()
  const listed = actions.filter((action) => action.keys && !action.id.startsWith('chat-'))
  return (
    <Dialog className="dialog">
      <Heading slot="title">Keyboard</Heading>
      <dl className="keys">
        {listed.map((action) => (
          <div key={action.id}>
            <dt>{action.label(desk)}</dt>
            <dd>
              {action.keys?.map((key) => (
                <kbd key={key}>{key.replace('+', ' ')}</kbd>
              ))}
            </dd>
          </div>
        ))}
        <div>
          <dt>Go to a chat</dt>
          <dd>
            <kbd>Alt 1</kbd> to <kbd>Alt 9</kbd>
          </dd>
        </div>
        <div>
          <dt>Send; new line</dt>
          <dd>
            <kbd>Enter</kbd> <kbd>Shift Enter</kbd>
          </dd>
        </div>
      </dl>
      <div className="dialog-actions">
        <Button className="button button-main" onPress={close}>
          Close
        </Button>
      </div>
    </Dialog>
  )
}
