/** Built files from a folder, compressed once and kept in memory. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const compressible = /^(text|application|image\/svg)/

type Encoding = 'br' | 'gzip' | 'identity'

interface Asset {
  readonly version: string
  readonly type: string
  readonly etag: string
  readonly bodies: Readonly<Partial<Record<Encoding, Buffer>>>
}

/** A name with the build's hash in it never means anything else: `assets/boot-Dk3f9aQx.js`. */
const hashed = /(^|\/)assets\/[^/]+[-.][\w-]{8,}\.\w+$/

export class AssetFolder {
  readonly #cache = new Map<string, Asset>()

  constructor(readonly folder: string) {}

  /** Answers with the file; false when there is none. `headers` come on top of type, ETag and caching. */
  async send(request: Request, response: Response, path: string, headers: Record<string, string> = {}) {
    const asset = await this.#load(path)
    if (!asset) return false
    const accepted = request.acceptsEncodings('br', 'gzip', 'identity')
    const encoding =
      accepted !== false && asset.bodies[accepted as Encoding] ? (accepted as Encoding) : 'identity'
    const caching = hashed.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=60'
    response.set({
      'Content-Type': asset.type,
      'Cache-Control': caching,
      Vary: 'Accept-Encoding',
      // Each encoding is a representation of its own (RFC 9110 §8.8.3.3).
      ETag: `"${asset.etag}-${encoding}"`,
      ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
      ...headers,
    })
    // 304 and HEAD are Express's.
    response.send(asset.bodies[encoding])
    return true
  }

  /** For a page that is completed for who asks. */
  async text(path: string): Promise<string | undefined> {
    return (await this.#load(path))?.bodies.identity?.toString()
  }

  async #load(path: string): Promise<Asset | undefined> {
    const type = types[extname(path)]
    // Only names like those a build makes: no way out of the folder, no hidden files.
    if (!type || path.split('/').some((part) => !/^[\w-][\w.-]*$/.test(part))) return undefined
    const file = join(this.folder, path)
    const found = await stat(file).catch(() => undefined)
    if (!found?.isFile()) return undefined
    const version = `${found.mtimeMs}-${found.size}`
    const known = this.#cache.get(path)
    if (known?.version === version) return known
    const asset = await read(file, type, version)
    this.#cache.set(path, asset)
    return asset
  }
}

/** Bytes. The best compression saves 2 %, takes 0.1 s for a part of the widget and seconds for the whole desk. */
const SMALL = 200_000

async function read(file: string, type: string, version: string): Promise<Asset> {
  const identity = await readFile(file)
  const etag = createHash('sha256').update(identity).digest('base64url').slice(0, 22)
  if (!compressible.test(type) || identity.length < 1_000)
    return { version, type, etag, bodies: { identity } }
  const quality = identity.length < SMALL ? 11 : 10
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    promisify(gzip)(identity, { level: 9 }),
  ])
  return { version, type, etag, bodies: { identity, br, gzip: gz } }
}
