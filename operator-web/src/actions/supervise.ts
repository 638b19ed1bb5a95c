/** What supervisors do with the requests and chats of others (C4, D7): there only where the workgroup offers it. */
import type { App } from '../desk/app.ts'
import type { AskField } from '../desk/ask.ts'
import { isOnline, openChat, supervised } from '../model/select.ts'
import type { Desk } from '../model/types.ts'
import { t } from '../words/index.ts'
import type { Action } from './action.ts'
import { ORDERS, type Order, type Place, placeOf } from './orders.ts'

const supervises = (desk: Desk): boolean => isOnline(desk) && supervised(desk).length > 0

const keyOf = ({ workgroup, case: id }: Place) => `${workgroup} ${id}`

/** The case that is looked at is chosen already. */
function caseField(desk: Desk, places: readonly (Place & { readonly label: string })[]): AskField {
  const several = new Set(places.map(({ workgroup }) => workgroup)).size > 1
  const options = places.map((place) => ({
    value: keyOf(place),
    label: several ? `${place.label} (${desk.workgroups.get(place.workgroup)?.name})` : place.label,
  }))
  const looked = desk.preview ?? openChat(desk)?.case.id
  const initial = places.find((place) => place.case === looked)
  return {
    name: 'case',
    label: t('Case'),
    is: 'choice',
    options,
    ...(initial && { initial: keyOf(initial) }),
  }
}

/** Which cases there are is asked of the workgroups when it is needed: only they see everything. */
async function begin(app: App, order: Order): Promise<void> {
  const groups = supervised(app.desk.get()).map(({ jid }) => jid)
  const all = (await app.shell?.share.cases(groups, order.lists)) ?? []
  const desk = app.desk.get()
  const places = all.filter((place) => order.isFor(place, desk))
  if (places.length === 0) return app.shell?.tellWord(order.none)
  app.dialog.set({
    is: 'ask',
    ask: {
      title: order.label,
      lead: order.lead,
      fields: [caseField(desk, places), ...(order.fields?.(desk) ?? [])],
      done: order.done,
      run: (values) => order.run(app, placeOf(values.case), values),
    },
  })
}

const orders: readonly Action[] = ORDERS.map((order) => ({
  id: `supervise-${order.id}`,
  label: () => `${order.label} ...`,
  menu: 'supervise',
  when: supervises,
  run: (app) => void begin(app, order),
}))

/** Pause and open, each where it changes something. */
const switching = (word: 'pause' | 'open', label: string, lead: string, done: string): Action => {
  const meant = (desk: Desk) =>
    supervised(desk).filter(({ accepts }) => (accepts === 'open') === (word === 'pause'))
  return {
    id: `supervise-${word}`,
    label: () => `${label} ...`,
    menu: 'supervise',
    when: (desk) => isOnline(desk) && meant(desk).length > 0,
    run: (app) => {
      const options = meant(app.desk.get()).map(({ jid, name }) => ({ value: jid, label: name }))
      app.dialog.set({
        is: 'ask',
        ask: {
          title: label,
          lead,
          fields: [{ name: 'workgroup', label: t('Workgroup'), is: 'choice', options }],
          done,
          run: ({ workgroup = '' }) => void app.shell?.share.order(workgroup, word),
        },
      })
    },
  }
}

export const superviseActions = [
  ...orders,
  switching(
    'pause',
    t('Pause a workgroup'),
    t('No new requests are taken until it is opened again.'),
    t('Pause|do it'),
  ),
  switching(
    'open',
    t('Open a workgroup'),
    t('A pause ends; the opening hours count again.'),
    t('Open|do it'),
  ),
]
