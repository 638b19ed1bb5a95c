/** What `npm run backup` and `npm run restore` start; `backup-command.ts` says what they take. */
import { ConfigError } from '../config/load.ts'
import { StoreError } from '../store/errors.ts'
import { runCommand, UsageError } from './backup-command.ts'

const NAMED = [StoreError, ConfigError, UsageError]

runCommand(process.argv.slice(2)).then(
  (done) => process.stdout.write(`${done}\n`),
  (error: unknown) => {
    const isNamed = NAMED.some((kind) => error instanceof kind)
    const words = error instanceof Error ? (!isNamed && error.stack) || error.message : String(error)
    process.stderr.write(`parlor: ${words}\n`)
    process.exitCode = 1
  },
)
