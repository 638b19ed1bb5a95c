/** OpenMetrics 1.0 text. */
import { Counter, Gauge, type Histogram, type OpenMetricsContentType, Registry } from 'prom-client'
import type { Http } from './context.ts'
import type { Metric } from './types.ts'

export const OPENMETRICS: OpenMetricsContentType = Registry.OPENMETRICS_CONTENT_TYPE

/** What is counted by itself is made for this answer; histograms, which remember, are handed over as they are. */
export function openMetrics(
  families: readonly Metric[],
  histograms: readonly Histogram[] = [],
): Promise<string> {
  const registry = new Registry<OpenMetricsContentType>()
  registry.setContentType(OPENMETRICS)
  for (const histogram of histograms) registry.registerMetric(histogram)
  for (const family of families) add(registry, family)
  return registry.metrics()
}

function add(registry: Registry<OpenMetricsContentType>, { name, type, help, samples }: Metric): void {
  const labelNames = [...new Set(samples.flatMap(({ labels = {} }) => Object.keys(labels)))]
  if (type === 'gauge') {
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] })
    for (const { labels = {}, value } of samples) gauge.set(labels, value)
  } else {
    const counter = new Counter({ name: `${name}_total`, help, labelNames, registers: [registry] })
    for (const { labels = {}, value } of samples) counter.inc(labels, value)
  }
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
