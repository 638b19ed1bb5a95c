/**
 * Loaded before the component (`node --import`): its wall clock can be moved. `PARLOR_TEST_CLOCK` names a file with the
 * offset in ms; SIGUSR2 says that it has changed. Time that passes (`performance.now`, timers) stays true, as it does when
 * an operator or NTP sets a machine's clock.
 */
import { readFileSync } from 'node:fs'

const file = process.env.PARLOR_TEST_CLOCK ?? ''
const trueNow = Date.now.bind(Date)
let offset = 0

function follow() {
  offset = Number(readFileSync(file, 'utf8'))
}

follow()
process.on('SIGUSR2', follow)
Date.now = () => trueNow() + offset
globalThis.Date = new Proxy(Date, {
  construct: (RealDate, args, target) =>
    Reflect.construct(RealDate, args.length === 0 ? [RealDate.now()] : args, target),
})
