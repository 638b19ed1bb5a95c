import type { SharedFile } from '../model/types.ts'
import { Icon } from './Icon.tsx'

/** Pictures of our own server are shown, sounds are played; anything else is named, and fetched at a click. */
export function FileBubble({ file: { url, name, size, type } }: { file: SharedFile }) {
  const isOwn = new URL(url).origin === location.origin
  if (isOwn && type?.startsWith('audio/'))
    return (
      <div className="bubble file">
        {/* biome-ignore lint/a11y/useMediaCaption: somebody has spoken, just now */}
        <audio className="file-sound" controls preload="metadata" src={url} aria-label={name} />
      </div>
    )
  return (
    <a className="bubble file" href={url} target="_blank" rel="noopener noreferrer nofollow">
      {isOwn && type && SHOWN.includes(type) ? (
        <img className="file-picture" src={url} alt={name} loading="lazy" />
      ) : (
        <Icon name="clip" />
      )}
      <span className="file-name">
        <bdi>{name}</bdi> {size !== undefined && <small>{sizeText(size)}</small>}
      </span>
    </a>
  )
}

const SHOWN: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif']

const UNITS = ['B', 'kB', 'MB', 'GB'] as const

export function sizeText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** step
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[step]}`
}
