/** Runs one ring of tests with vitest and counts honestly: what did not run has failed. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { ROOT } from '../prosody/start/run.mjs'

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} names what failed
 */

/**
 * @typedef {object} Report vitest's JSON reporter, as far as it is read here
 * @property {{ name: string, status: string, message?: string,
 *   assertionResults: { fullName: string, status: string }[] }[]} testResults
 */

/**
 * @param {string} name
 * @param {number} limit ms
 * @param {string} file where vitest writes its report
 * @returns {Promise<Outcome>}
 */
export async function runRing(name, limit, file) {
  process.stdout.write(`\n== ${name}\n`)
  const unit = name === 'unit'
  const how = await vitest(
    [
      ...['run', '--config', unit ? 'test/unit.config.ts' : 'test/server.config.ts'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    ],
    limit,
    { ...process.env, PARLOR_RING: name },
  )
  const report = read(file)
  if (!report) return { passed: 0, failed: 1, names: [`${name}: no report (${how})`] }
  const { passed, names } = tally(report)
  // An unhandled error makes vitest fail without a failing test.
  if (how !== 0 && names.length === 0) names.push(`${name}: vitest ended with ${how}`)
  if (passed === 0 && names.length === 0) names.push(`${name}: no test ran`)
  return { passed, failed: names.length, names: names.map((failed) => `${name}: ${failed}`) }
}

/** @param {Report} report */
function tally({ testResults }) {
  let passed = 0
  /** @type {string[]} */
  const names = []
  for (const { name, status, assertionResults } of testResults) {
    const path = relative(ROOT, name)
    for (const test of assertionResults) {
      if (test.status === 'passed') passed += 1
      else
        names.push(`${path} > ${test.fullName.trim()}${test.status === 'failed' ? '' : ` (${test.status})`}`)
    }
    const told = assertionResults.some((test) => test.status !== 'passed')
    if (status === 'failed' && !told) names.push(`${path} (did not run)`)
  }
  return { passed, names }
}

/**
 * @param {readonly string[]} args
 * @param {number} limit
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number | string>}
 */
function vitest(args, limit, env) {
  return new Promise((done) => {
    const child = spawn('npx', ['vitest', ...args], {
      cwd: ROOT,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true, // a group of its own, so that a ring out of time goes with all it has started
    })
    const stop = () => child.pid && process.kill(-child.pid, 'SIGKILL')
    const late = setTimeout(stop, limit)
    process.once('exit', stop)
    const end = (/** @type {number | string} */ how) => {
      clearTimeout(late)
      process.off('exit', stop)
      done(how)
    }
    child.once('error', (error) => end(error.message))
    child.once('close', (code, signal) => end(code ?? signal ?? 'unknown'))
  })
}

/**
 * @param {string} file
 * @returns {Report | undefined}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
