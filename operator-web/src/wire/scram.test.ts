import { expect, test } from 'vitest'
import { mechanisms, passwordKey } from './scram.ts'

/** The example exchanges of RFC 7677 §3 and RFC 5802 §5: user `user`, password `pencil`. */
const exchanges = [
  {
    name: 'SCRAM-SHA-256',
    nonce: 'rOprNGfwEbeRWgbNEkqO',
    server: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    proof:
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    final: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  },
  {
    name: 'SCRAM-SHA-1',
    nonce: 'fyko+d2lbbFgONRv9qkxdawL',
    server: 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096',
    proof: 'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    final: 'v=rmF9pqV8S7suAoZWja4dJRkFsKQ=',
  },
] as const

async function begin(exchange: (typeof exchanges)[number]) {
  const Found = mechanisms.find((mechanism) => mechanism.name === exchange.name)?.mech
  if (!Found) throw new Error(exchange.name)
  const scram = new Found(exchange.nonce)
  const credentials = { username: 'user', key: await passwordKey('pencil') }
  return { scram, credentials, first: await scram.response(credentials) }
}

for (const exchange of exchanges) {
  test(`${exchange.name}: the exchange of the RFC`, async () => {
    const { scram, credentials, first } = await begin(exchange)
    expect(first).toBe(`n,,n=user,r=${exchange.nonce}`)
    await scram.challenge?.(exchange.server)
    expect(await scram.response(credentials)).toBe(exchange.proof)
    await scram.challenge?.(exchange.final)
    expect(await scram.response(credentials)).toBe('')
  })

  test(`${exchange.name}: a server that does not know the password is refused`, async () => {
    const { scram, credentials } = await begin(exchange)
    await scram.challenge?.(exchange.server)
    await scram.response(credentials)
    await expect(async () => scram.final?.('v=AAAA')).rejects.toThrow('does not know the password')
  })

  test(`${exchange.name}: a changed nonce and absurd rounds are refused`, async () => {
    for (const server of [
      'r=other,s=QSXCR+Q6sek8bf92,i=4096',
      exchange.server.replace('i=4096', 'i=999999999'),
    ]) {
      const { scram, credentials } = await begin(exchange)
      await scram.challenge?.(server)
      await expect(scram.response(credentials)).rejects.toThrow('SCRAM')
    }
  })
}
