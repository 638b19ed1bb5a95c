/** What can be gone to or switched by its name: chats, who waits, colleagues, workgroups, settings (D6). */
import type { App } from '../desk/app.ts'
import type { Prefs } from '../model/prefs.ts'
import { nameOf, onDuty, unoffered } from '../model/select.ts'
import { t } from '../words/index.ts'
import { goTo } from './chats.ts'
import { goToSection } from './sections.ts'
import { showCase } from './take.ts'

interface Findable {
  readonly id: string
  readonly label: string
  readonly keys?: string | undefined
  readonly run: () => void
}

type Switch = 'ringSound' | 'messageSound' | 'endSound' | 'floorSound' | 'arrivalSound' | 'notifications'
const SWITCHES: Readonly<Record<Switch, string>> = {
  ringSound: t('sound of requests'),
  messageSound: t('sound of messages'),
  endSound: t('sound of ended chats'),
  floorSound: t('sound of alarms on the floor'),
  arrivalSound: t('sound of visitors who come'),
  notifications: t('desktop notifications'),
}

const numbered = ({ number }: { readonly number?: string }): string => (number ? ` ${number}` : '')

export function findable(app: App): readonly Findable[] {
  const desk = app.desk.get()
  const prefs = app.prefs.get()
  const set = (changes: Partial<Prefs>) => app.prefs.set({ ...app.prefs.get(), ...changes })
  return [
    ...[...desk.chats.values()].map((chat) => ({
      id: chat.room,
      label: `${t('Chat')}${numbered(chat.case)}: ${chat.with}`,
      run: () => goTo(app, chat.room),
    })),
    ...unoffered(desk.queue, desk.offers).map(({ case: it }) => ({
      id: `waits-${it.id}`,
      label: `${t('Waits')}${numbered(it)}: ${it.name}`,
      run: () => showCase(app, it.id),
    })),
    ...[...desk.colleagues.keys()].map((jid) => ({
      id: `talk-${jid}`,
      label: t('Talk with {name}', { name: nameOf(jid) }),
      run: () => {
        app.shell?.talks.open(jid)
        goToSection(app, 'team')
      },
    })),
    ...(onDuty(desk).length > 1
      ? onDuty(desk).map(({ jid, name }) => ({
          id: `queue-${jid}`,
          label: t('Queue of {name} only', { name }),
          run: () => {
            set({ queueOf: jid })
            app.show('queue')
          },
        }))
      : []),
    ...(prefs.queueOf === ''
      ? []
      : [{ id: 'queue-all', label: t('Queue of all workgroups'), run: () => set({ queueOf: '' }) }]),
    ...(Object.keys(SWITCHES) as Switch[]).map((name) => ({
      id: `set-${name}`,
      label: prefs[name]
        ? t('Turn off: {what}', { what: SWITCHES[name] })
        : t('Turn on: {what}', { what: SWITCHES[name] }),
      run: () => set({ [name]: !prefs[name] }),
    })),
    {
      id: 'set-density',
      label: prefs.density === 'compact' ? t('More room between lines') : t('Less room between lines'),
      run: () => set({ density: prefs.density === 'compact' ? 'comfortable' : 'compact' }),
    },
  ]
}
