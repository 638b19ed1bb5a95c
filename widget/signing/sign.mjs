// Node: signs the parameters of a visitor. `key` is the site's, from Parlor's configuration; it never leaves your server.
import { createHmac } from 'node:crypto'

export function sign(params, key) {
  const names = Object.keys(params).sort()
  const json = `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(params[name])}`).join(',')}}`
  return createHmac('sha256', key).update(json).digest('hex')
}

// node sign.mjs KEY '{"customer":"56164"}'
const [, , key, params] = process.argv
if (params) console.log(sign(JSON.parse(params), key))
