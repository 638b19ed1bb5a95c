/** What the loader draws by itself, before there is a frame or while there can be none. */
import type { Config, SiteConfig } from '../config/types.ts'
import { isAllowed } from './origins.ts'
import { wordsFor } from './words/index.ts'

export function buttonOf(host: string, site: SiteConfig, language: string, config: Config) {
  const { chat, close, moment, offline, refused, page } = wordsFor(language)
  return {
    allowed: isAllowed(host, config, [site]),
    words: { chat, close, moment, offline, refused, page },
  }
}
