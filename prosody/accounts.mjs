/** Accounts of operators, written the way Prosody's internal storage keeps them (`mod_auth_internal_hashed`). */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './folder.mjs'

/** What Prosody 0.12 and 13 use for a new password. */
const ITERATIONS = 10_000

/**
 * Adds an account, or gives it a new password. Works while the server runs: Prosody reads the file at each login.
 * @param {string} dataDir Parlor's data directory (the server's own is `prosody` below it)
 * @param {string} domain the operators' host
 * @param {string} name local part, lower case
 * @param {string} password
 */
export function addAccount(dataDir, domain, name, password) {
  const folder = join(dataDir, 'prosody', fileName(domain), 'accounts')
  makeFolder(folder)
  const file = join(folder, `${fileName(name)}.dat`)
  writeFileSync(`${file}.new`, record(password), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * @param {string} dataDir
 * @param {string} domain
 * @param {string} name
 */
export function hasAccount(dataDir, domain, name) {
  return existsSync(join(dataDir, 'prosody', fileName(domain), 'accounts', `${fileName(name)}.dat`))
}

/**
 * SCRAM-SHA-1 keys (RFC 5802 §3) as a Lua table.
 * @param {string} password
 */
function record(password) {
  const salt = randomBytes(18).toString('base64url')
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 20, 'sha1')
  const client = createHmac('sha1', salted).update('Client Key').digest()
  const stored = createHash('sha1').update(client).digest('hex')
  const server = createHmac('sha1', salted).update('Server Key').digest('hex')
  return `return {
	["iteration_count"] = ${ITERATIONS};
	["salt"] = "${salt}";
	["stored_key"] = "${stored}";
	["server_key"] = "${server}";
};
`
}

/**
 * `util.datamanager`: everything but letters and digits as `%xx`.
 * @param {string} text
 */
function fileName(text) {
  return [...Buffer.from(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[A-Za-z0-9]/.test(char) ? char : `%${byte.toString(16).padStart(2, '0')}`
    })
    .join('')
}
