/**
 * `npm start`: everything on one machine, from a clone with nothing but Node and npm.
 * Installs and builds what is missing or stale, brings up the XMPP server and the component, prints the addresses, and
 * stops it all again with Ctrl-C. Data stay in `PARLOR_DATA` (`var`).
 */
import { buildStale } from './start/build.mjs'
import { runComponent } from './start/component.mjs'
import { Trouble } from './start/console.mjs'
import { claimData, releaseData } from './start/data.mjs'
import { checkNode, installPackages } from './start/packages.mjs'
import { checkPorts } from './start/ports.mjs'
import { printReady } from './start/ready.mjs'
import { readSettings } from './start/settings.mjs'
import { onEnd } from './start/signals.mjs'
import { prepareServer, runServer } from './start/xmpp.mjs'

async function main() {
  const began = Date.now()
  checkNode()
  const settings = readSettings(process.env)
  claimData(settings)
  const running = onEnd(() => releaseData(settings))
  await checkPorts(settings)
  const [kind] = await Promise.all([prepareServer(settings), installPackages().then(buildStale)])
  const server = await runServer(settings, kind, running)
  await runComponent(settings, running)
  printReady(settings, server, Date.now() - began)
}

main().catch((error) => {
  process.stderr.write(`\nparlor: ${error instanceof Trouble ? error.message : error.stack}\n`)
  process.exit(1)
})
