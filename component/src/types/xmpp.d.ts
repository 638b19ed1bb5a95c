/** What Parlor uses of packages that bring no types, or none for the file that is used. */

declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  export { RateLimiterMemory as default } from 'rate-limiter-flexible'
}

declare module '@xmpp/component' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'
  import type { Element } from 'ltx'

  /** One XEP-0114 connection. `_...` and the constructors are the library's own seams for its subclasses. */
  export interface Component extends EventEmitter {
    /** For each step of connecting, milliseconds. */
    timeout: number
    socket: Socket | null
    /** Made anew for each stream. */
    Parser: new () => unknown
    socketParameters(service: string): { host: string; port: number }
    connect(service: string): Promise<unknown>
    open(options: { domain: string }): Promise<unknown>
    /** These two are for the bench, which measures the library as it is. */
    start(): Promise<unknown>
    send(stanza: Element): Promise<void>
    readonly reconnect: { stop(): void }
    /** Events with values: `online`, `stanza` (Element), `close`, `disconnect`, `error` (Error), `send` (Element). */
    emit(event: string, value?: Element | Error): boolean
  }

  export function component(options: { service: string; domain: string; password: string }): Component
}

declare module '@xmpp/debug' {
  import type { EventEmitter } from 'node:events'
  /** Prints `element`, `send`, `status` and `error` of an entity; `force` does without the XMPP_DEBUG variable. */
  export default function debug(entity: EventEmitter, force?: boolean): void
}

// The tokenizer below ltx's tree builder; @types/ltx describes it as something else.
declare module 'ltx/src/parsers/ltx.js' {
  import { EventEmitter } from 'node:events'
  export default class SaxLtx extends EventEmitter {
    /** Throws on an entity or character reference that XML does not know. */
    write(data: string): void
  }
}
