// The one door to the XMPP library, which comes without types: `library.d.ts` beside this file has them.
export { client, xml } from '@xmpp/client'
