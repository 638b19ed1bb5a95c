/**
 * Where an address is, from databases in the MaxMind format on this machine (D4): nobody outside is asked. Both shapes are
 * read, MaxMind's own (names by language) and the flat one of the free databases on npm.
 */

import { type FSWatcher, watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Reader, type Response } from 'mmdb-lib'
import { cleanLine, shorten } from '../protocol/clean.ts'
import type { Logger } from './log.ts'

export interface Places {
  /** `Aarhus, Central Jutland, Denmark`; undefined where nothing is known. */
  of(address: string): string | undefined
  /** These files from now on; each is read again when it changes. Resolves when they are read, or the log says why not. */
  follow(files: readonly string[]): Promise<void>
  stop(): void
}

/** A database is written in several steps, ms. */
const SETTLED = 500
const LONGEST = 120

interface Source {
  readonly file: string
  reader: Reader<Response> | undefined
  stop(): void
}

export function openPlaces(log: Logger, settled = SETTLED): Places {
  let sources: readonly Source[] = []

  async function read(source: Source): Promise<void> {
    try {
      const reader = new Reader<Response>(await readFile(source.file))
      source.reader = reader
      log.info({ file: source.file, made: reader.metadata.buildEpoch }, 'places: the database was read')
    } catch (error) {
      log.error(
        { file: source.file, err: error },
        'places: the database cannot be read; what was known stays',
      )
    }
  }

  function open(file: string): Source {
    let later: NodeJS.Timeout | undefined
    const source: Source = {
      file,
      reader: undefined,
      stop() {
        clearTimeout(later)
        watching?.close()
      },
    }
    const changed = (): void => {
      clearTimeout(later)
      later = setTimeout(() => void read(source), settled)
    }
    const watching = watchFile(file, changed, log)
    return source
  }

  return {
    of(address) {
      for (const { reader } of sources) {
        const found = reader && lookUp(reader, address)
        if (found) return found
      }
      return undefined
    },
    async follow(files) {
      const known = new Map(sources.map((source) => [source.file, source]))
      for (const { file, stop } of sources) if (!files.includes(file)) stop()
      const next = files.map((file) => known.get(file) ?? open(file))
      await Promise.all(next.filter((one) => !known.has(one.file)).map(read))
      sources = next
    },
    stop() {
      for (const source of sources) source.stop()
      sources = []
    },
  }
}

/** The folder, because a new file is put in the place of the old one. */
function watchFile(file: string, changed: () => void, log: Logger): FSWatcher | undefined {
  try {
    return watch(dirname(file), { persistent: false }, (_, name) => {
      if (name === null || name === basename(file)) changed()
    })
  } catch (error) {
    log.warn({ file, err: error }, 'places: changes of the database are not seen')
    return undefined
  }
}

function lookUp(reader: Reader<Response>, address: string): string | undefined {
  try {
    return inWords(reader.get(address))
  } catch {
    // An IPv6 address in a database of IPv4, or a database that was cut short.
    return undefined
  }
}

type Named = { readonly names?: { readonly en?: unknown }; readonly iso_code?: unknown }

/** Whatever a database says, it is shown to operators as words. */
export function inWords(found: unknown): string | undefined {
  if (typeof found !== 'object' || found === null) return undefined
  const { city, state1, country_code, country, subdivisions } = found as Record<string, unknown>
  const region = Array.isArray(subdivisions) ? nameOf(subdivisions[0]) : textOf(state1)
  const code = textOf(country_code) ?? textOf((country as Named | undefined)?.iso_code)
  const parts = [nameOf(city), region, nameOf(country) ?? (code && countryOf(code))]
  const words = [...new Set(parts.flatMap((part) => part || []))].join(', ')
  return words ? shorten(words, LONGEST) : undefined
}

/** `Aarhus (Aarhus N)` is Aarhus. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? cleanLine(value).replace(/ \(.*\)$/, '') || undefined : undefined

const nameOf = (value: unknown): string | undefined =>
  textOf(value) ?? textOf((value as Named | null | undefined)?.names?.en)

const countries = new Intl.DisplayNames('en', { type: 'region' })

const countryOf = (code: string): string | undefined =>
  /^[A-Z]{2}$/.test(code) ? countries.of(code) : undefined
