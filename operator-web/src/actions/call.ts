/** The visitor is asked for a call (C6), where the workgroup has calls. */
import type { Kind } from '../../../widget/src/shared/call/peer.ts'
import type { App } from '../desk/app.ts'
import { isOnline, openChat } from '../model/select.ts'
import type { Chat, Desk } from '../model/types.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'

function callable(desk: Desk, app: App): Chat | undefined {
  const chat = openChat(desk)
  const ready = isOnline(desk) && chat?.state === 'open' && chat.as === undefined && chat.visitorHere
  const allowed = chat && desk.workgroups.get(chat.workgroup)?.calls !== undefined
  return ready && allowed && !app.shell?.calls.isBusy() ? chat : undefined
}

const ask = (id: string, label: string, kind: Kind): Action => ({
  id,
  label: () => label,
  menu: 'chat',
  when: (desk, app) => callable(desk, app) !== undefined,
  run: (app) => {
    const chat = callable(app.desk.get(), app)
    if (chat) void app.shell?.calls.ask(chat, kind)
  },
})

export const callActions: readonly Action[] = [
  ask('call', t('Call'), 'audio'),
  ask('video-call', t('Call with camera'), 'video'),
  ask('see-screen', t('Ask to see the screen'), 'screen'),
]
