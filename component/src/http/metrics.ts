/** OpenMetrics 1.0 text. */
import type { Http } from './context.ts'
import type { Metric } from './types.ts'

export const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`

export function openMetrics(families: readonly Metric[]): string {
  return `${families.flatMap(familyLines).join('\n')}\n# EOF\n`
}

function familyLines({ name, type, help, samples }: Metric): string[] {
  const suffix = type === 'counter' ? '_total' : ''
  return [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
    ...samples.map(({ labels = {}, value }) => `${name}${suffix}${labelText(labels)} ${value}`),
  ]
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${quoted(value)}`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** What the web server and the process know by themselves. */
export function ownMetrics({ answers, connections, watched, badSignatures }: Http): Metric[] {
  const { rss, heapUsed } = process.memoryUsage()
  const gauge = (name: string, help: string, value: number): Metric => ({
    name,
    type: 'gauge',
    help,
    samples: [{ value }],
  })
  return [
    {
      name: 'parlor_http_answers',
      type: 'counter',
      help: 'HTTP answers, by status.',
      samples: [...answers].map(([status, value]) => ({ labels: { status: String(status) }, value })),
    },
    {
      name: 'parlor_bad_signatures',
      type: 'counter',
      help: 'Signatures of parameters that did not fit, by site.',
      samples: [...badSignatures.counts].map(([site, value]) => ({ labels: { site }, value })),
    },
    gauge('parlor_websockets', 'WebSockets open.', connections.total),
    gauge('parlor_watched_pages', 'Pages of sites that operators see, open now.', watched.total),
    gauge('process_resident_memory_bytes', 'Resident memory.', rss),
    gauge('process_heap_used_bytes', 'JavaScript heap in use.', heapUsed),
    gauge('process_uptime_seconds', 'Since the start.', Math.round(process.uptime())),
  ]
}
