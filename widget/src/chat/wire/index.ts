/** The part of the widget that speaks XMPP, fetched while the visitor fills in the form. */

export { dial } from './dial.ts'
export { Session } from './session.ts'
