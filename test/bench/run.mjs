/**
 * `npm run bench`: the figures of the product, each against a floor measured in the same run on the same machine.
 * `npm run bench -- opening messages` runs some only (opening, messages, sizes, memory, start, core, store, arrivals, restart,
 * positions, accepts, flood, logins, dead, idle, archive, desk, widget). Ends with 1 when a figure is over its limit.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { runnerImport } from 'vite'

// To weigh what is kept, the garbage has to go first.
setFlagsFromString('--expose-gc')
globalThis.gc = runInNewContext('gc')

const file = new URL('./all.ts', import.meta.url).pathname
const { module } = await runnerImport(file, {
  root: new URL('../..', import.meta.url).pathname,
  logLevel: 'warn',
})
process.exitCode = await module.bench(process.argv.slice(2))
process.exit()
