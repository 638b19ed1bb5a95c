import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('B5: the Grafana dashboard asks only for figures that there are', () => {
  const asked = new Set(read('../../../docker/grafana-dashboard.json').match(/\b(parlor|process)_[a-z_]+/g))
  const sources = read('web-views.ts') + read('../http/metrics.ts') + read('../workgroup/counters.ts')
  const unknown = [...asked].filter((name) => !sources.includes(`'${name.replace(/_(total|bucket)$/, '')}'`))
  expect(asked.size).toBeGreaterThan(10)
  expect(unknown).toEqual([])
})
