/**
 * Accounts of operators on ejabberd, made by its own commands through the socket in the data directory: the server has to run.
 * `node accounts.mjs DATA DOMAIN NAME` with the password on standard input does the same for one account.
 */
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { socketOf } from './launch.mjs'

/**
 * Adds an account, or gives it a new password.
 * @param {string} dataDir Parlor's data directory
 * @param {string} domain the operators' host
 * @param {string} name local part, lower case
 * @param {string} password
 */
export async function addAccount(dataDir, domain, name, password) {
  const account = { user: name, host: domain }
  if (await hasAccount(dataDir, domain, name))
    await command(dataDir, 'change_password', { ...account, newpass: password })
  else await command(dataDir, 'register', { ...account, password })
}

/**
 * @param {string} dataDir
 * @param {string} domain
 * @param {string} name
 */
export async function hasAccount(dataDir, domain, name) {
  return (await command(dataDir, 'check_account', { user: name, host: domain })) === 0
}

/**
 * @param {string} dataDir
 * @param {string} name
 * @param {Record<string, string>} args
 * @returns {Promise<unknown>}
 */
function command(dataDir, name, args) {
  return new Promise((done, fail) => {
    const options = { socketPath: socketOf(dataDir), path: `/api/${name}`, method: 'POST' }
    const call = request(
      { ...options, headers: { host: 'localhost', 'content-type': 'application/json' } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (more) => {
          text += more
        })
        answer.on('end', () =>
          answer.statusCode === 200 ? done(JSON.parse(text)) : fail(new Error(`ejabberd, ${name}: ${text}`)),
        )
      },
    )
    call.on('error', fail)
    call.end(JSON.stringify(args))
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dataDir = '', domain = '', name = ''] = process.argv.slice(2)
  await addAccount(dataDir, domain, name, readFileSync(0, 'utf8').replace(/\n$/, ''))
}
