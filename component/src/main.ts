/** Parlor's component: `node dist/main.js [parlor.yaml]` (or the file named by `PARLOR_CONFIG`). */
import { setFlagsFromString } from 'node:v8'

/*
 * How V8 collects and compiles. Its space for young objects, doubled whenever much in it lives on, would grow while modules
 * load and stay so: 10 MB of an idle component. In a rush it should: in 2 MB, collecting costs a fifth of all CPU. To
 * collect so little with several threads costs more in their waiting for each other than it saves. What lives on in a quiet
 * hour (a stanza, while the server thinks) is no measure for a rush: V8 would put all stanzas among the old objects from then
 * on, which are not collected until there are a hundred megabytes of them.
 *
 * What is optimised gets a fifth of what is usually copied into it from the functions it calls: a rush costs a tenth less,
 * the first ones after a start a quarter.
 */
const flags = [
  '--semi-space-growth-factor=1',
  '--no-parallel-scavenge',
  '--no-allocation-site-pretenuring',
  '--max-inlined-bytecode-size-cumulative=200',
]
/*
 * A rush makes many old objects, which are let go when the server has done its part: until they take three times the room of
 * what was left the last time, only a quiet moment looks for them. Looking costs some hundredths of a rush.
 */
const onceReady = ['--semi-space-growth-factor=2', '--heap-growing-percent=200']
for (const flag of flags) setFlagsFromString(flag)
const { run } = await import('./component.ts')
await run(process.argv[2] ?? process.env.PARLOR_CONFIG ?? 'parlor.yaml')
for (const flag of onceReady) setFlagsFromString(flag)
