/** Prosody in a container: the image of `docker/`, this machine's loopback ports, the same data directory. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { makeFolder } from '../folder.mjs'
import { diesWithParent, environment, follow } from '../launch.mjs'
import { step } from './console.mjs'
import { attempt, ROOT } from './run.mjs'

const IMAGE = 'parlor-prosody'
const PATIENCE = 15_000 // ms; an engine that does not answer is not there

/** @returns {Promise<{ engine: boolean, image?: string, why: string }>} */
export async function prepareImage() {
  const engine = await attempt('docker', ['version', '--format', '{{.Server.Version}}'], {
    timeout: PATIENCE,
  })
  if (engine.code !== 0) return { engine: false, why: 'no Docker engine answers' }
  const built = await step('image of Prosody', () =>
    attempt('docker', [
      'build',
      '-q',
      '--network',
      'host',
      '-t',
      IMAGE,
      '-f',
      join(ROOT, 'docker/prosody.Dockerfile'),
      ROOT,
    ]),
  )
  if (built.code === 0) return { engine: true, image: IMAGE, why: '' }
  return { engine: true, why: built.output.trim().split('\n').at(-1) ?? 'the image cannot be built' }
}

/**
 * @param {import('../launch.mjs').Settings} settings
 * @param {string} image
 */
export async function launchContainer(settings, image) {
  const name = `parlor-${createHash('sha256').update(settings.dataDir).digest('hex').slice(0, 12)}`
  await attempt('docker', ['rm', '-f', name])
  makeFolder(join(settings.dataDir, 'prosody'))
  const inside = {
    ...environment(settings),
    PARLOR_DATA: '/parlor',
    PARLOR_BIND: '0.0.0.0',
    PARLOR_PROXIES: await gateway(),
  }
  const ports = [settings.c2sPort, settings.componentPort, settings.httpPort]
  const args = [
    ...['run', '--rm', '--name', name, '--read-only', '--cap-drop', 'ALL', '--tmpfs', '/tmp'],
    ...['--user', `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`],
    ...['-v', `${settings.dataDir}/prosody:/parlor/prosody`],
    ...ports.flatMap((port) => ['-p', `127.0.0.1:${port}:${port}`]),
    ...Object.keys(inside).flatMap((key) => ['-e', key]), // values stay out of the process list
    image,
  ]
  const [command = '', ...before] = [...diesWithParent(), 'docker']
  const server = await follow(command, [...before, ...args], { ...settings, env: inside })
  const end = async (/** @type {string[]} */ ...how) => {
    await attempt('docker', [...how, name])
    await server.exited
  }
  return {
    ...server,
    stop: () => end('stop', '-t', '10'),
    kill: () => end('kill'),
    pause: () => attempt('docker', ['pause', name]),
    resume: () => attempt('docker', ['unpause', name]),
  }
}

/** From where the container sees this machine. */
async function gateway() {
  const { output } = await attempt('docker', [
    'network',
    'inspect',
    'bridge',
    '-f',
    '{{(index .IPAM.Config 0).Gateway}}',
  ])
  return output.trim()
}
