/** V8's collector by hand, to prove that something is not kept. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const gc = runInNewContext('gc') as () => void

/** Resolves after a whole collection, when weak references are empty. */
export async function collect(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  gc()
}
