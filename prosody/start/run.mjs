/** Runs a command to its end. */
import { spawn } from 'node:child_process'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Trouble } from './console.mjs'

/** The project's top folder. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Runs quietly; when the command fails its output is in the message.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] `timeout` in ms
 * @returns {Promise<string>} what it printed
 * @throws {Trouble}
 */
export async function run(command, args, options = {}) {
  const { code, output } = await attempt(command, args, options)
  if (code === 0) return output
  const tail = output.trimEnd().split('\n').slice(-40).join('\n')
  throw new Trouble(`\`${[command, ...args].join(' ')}\` failed (${code})\n${tail}`)
}

/**
 * The same for a command that may fail.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options]
 * @returns {Promise<{ code: number | string, output: string }>} exit code, signal or the reason it did not start
 */
export function attempt(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? ROOT,
      env: options.env ?? process.env,
      timeout: options.timeout,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (/** @type {Buffer} */ data) => {
      output += data
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => done({ code: error.message, output }))
    child.once('close', (code, signal) => done({ code: code ?? signal ?? 'unknown', output }))
  })
}
