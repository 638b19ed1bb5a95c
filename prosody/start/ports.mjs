/** Finds a taken port before anything is started, and says which variable moves it. */
import { createServer } from 'node:net'
import { endStale } from '../launch.mjs'
import { Trouble } from './console.mjs'

/**
 * @param {import('./settings.mjs').StartSettings} settings
 * @throws {Trouble} naming every port that cannot be used
 */
export async function checkPorts({ ports, httpHost, xmpp, dataDir }) {
  endStale(dataDir)
  const wanted = Object.entries(ports).filter(([name]) => xmpp !== 'external' || name === 'PARLOR_HTTP_PORT')
  const answers = await Promise.all(
    wanted.map(async ([name, port]) => {
      const why = await refusal(port, name === 'PARLOR_HTTP_PORT' ? httpHost : '127.0.0.1')
      return why && `${name} ${port} ${why}`
    }),
  )
  const twice = wanted.filter(([, port], index) => wanted.findIndex(([, other]) => other === port) !== index)
  const mistakes = [
    ...answers.filter(Boolean),
    ...twice.map(([name, port]) => `${name} ${port} is given twice`),
  ]
  if (mistakes.length > 0) {
    throw new Trouble(`${mistakes.join('\n        ')}\n        Set the variable to another port.`)
  }
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>}
 */
function refusal(port, host) {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      done(error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened on ${host} (${error.code})`)
    })
    server.listen(port, host, () => server.close(() => done(undefined)))
  })
}
