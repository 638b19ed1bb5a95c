import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { problem, testServer } from './testing.kit.ts'

test('V1: the logo of a site is a file that we serve, as a picture and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parlor-logo-'))
  const logo = join(folder, 'logo.svg')
  writeFileSync(logo, '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const server = await testServer({ logos: { demo: logo, shop: join(folder, 'missing.png') } })
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const { site } = (await (await server.get('/api/look?site=demo')).json()) as { site: { logo: string } }
  expect(site.logo).toBe('/logo/demo')
  const answer = await server.get(site.logo)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox$/)
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.headers.get('cache-control')).toBe('public, max-age=3600')
  expect(answer.headers.get('etag')).toBeTruthy()
  expect(await problem(await server.get('/logo/shop'))).toBe('404 no-such-page')
  expect(await problem(await server.get('/logo/nowhere'))).toBe('404 no-such-page')
})
