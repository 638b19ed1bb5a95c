/** The part of the widget that speaks XMPP, fetched while the visitor fills in the form. */
export { Desk } from './desk.ts'
export { dial } from './dial.ts'
