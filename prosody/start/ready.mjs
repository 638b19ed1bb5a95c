/** The block that is printed when everything runs. */
import { relative } from 'node:path'
import { seconds } from './console.mjs'
import { ACCOUNTS } from './settings.mjs'

/**
 * @param {import('./settings.mjs').StartSettings} settings
 * @param {string} server what runs as XMPP server
 * @param {number} took ms
 */
export function printReady({ url, domain, ports, demoPassword, dataDir, xmpp }, server, took) {
  const desk = `support.${domain}`
  const folder = relative(process.cwd(), dataDir)
  // Without a certificate the demo's server offers no TLS; some clients have to be told to do without.
  const encryption = xmpp === 'external' || process.env.PARLOR_CERTIFICATES ? '' : ', not encrypted'
  const rows = [
    ['Shop with the widget', `${url}/`],
    ['Operator desk', `${url}/operator/`],
    ['Hosted chat page', `${url}/chat/support`],
    [
      'Any XMPP client',
      `${domain}, port ${ports.PARLOR_C2S_PORT}${encryption}; add support@${desk} to the roster to be on duty`,
    ],
    [
      'Accounts',
      xmpp === 'external' ? 'those of your server' : ACCOUNTS.map((name) => `${name}@${domain}`).join('  '),
    ],
    ...(xmpp === 'external' ? [] : [['Password', demoPassword]]),
    ['XMPP server', server],
    ['Data and logs', folder === '' || folder.startsWith('..') ? dataDir : folder],
  ]
  const lines = rows.map(([name = '', value]) => `    ${name.padEnd(22)}${value}`)
  process.stdout.write(
    `\n  Parlor is ready (${seconds(took)})\n\n${lines.join('\n')}\n\n    Ctrl-C stops everything.\n\n`,
  )
}
