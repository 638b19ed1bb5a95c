/** Random spans of time from a seed, so that every run can be repeated. */
import type { Span } from './pattern.ts'

export type Chance = () => number

/** Numbers from 0 up to but not 1 (xoshiro128**, seeded by splitmix32). */
export function chanceOf(seed: number): Chance {
  let [a, b, c, d] = [1, 2, 3, 4].map((n) => splitMix(seed + n * 0x9e3779b9)) as [
    number,
    number,
    number,
    number,
  ]
  return () => {
    const mixed = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return (mixed >>> 0) / 2 ** 32
  }
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by))

function splitMix(seed: number): number {
  let mixed = seed | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return mixed ^ (mixed >>> 15)
}

const exponential = (chance: Chance, mean: number): number => -Math.log(1 - chance()) * mean

function lognormal(chance: Chance, mean: number, spread: number): number {
  const variance = Math.log(1 + spread * spread)
  const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  return mean * Math.exp(normal * Math.sqrt(variance) - variance / 2)
}

/** Milliseconds. */
export function spanOf(chance: Chance, { distribution, seconds, spread = 1 }: Span): number {
  const mean = seconds * 1_000
  if (distribution === 'fixed') return mean
  return distribution === 'lognormal' ? lognormal(chance, mean, spread) : exponential(chance, mean)
}

export const untilNext = (chance: Chance, perHour: number): number => exponential(chance, 3_600_000 / perHour)
