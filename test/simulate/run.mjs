/** `npm run simulate`: the rules against a virtual clock, with a million visitors. Ends with 1 when something is off. */
import { runnerImport } from 'vite'

const file = new URL('./main.ts', import.meta.url).pathname
const { module } = await runnerImport(file, {
  root: new URL('../..', import.meta.url).pathname,
  logLevel: 'warn',
})
process.exit(module.simulate(process.argv.slice(2)))
