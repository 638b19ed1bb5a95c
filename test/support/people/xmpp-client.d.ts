/** What the test people use of a package that brings no types. */
declare module '@xmpp/client' {
  import type { EventEmitter } from 'node:events'
  import type { Element } from 'ltx'

  interface Client extends EventEmitter {
    readonly jid: { toString(): string } | null
    readonly status: string
    /** For each step of opening and closing, ms. */
    timeout: number
    readonly socket: { readonly socket: import('ws').WebSocket | null } | null
    /** The library's own seam: what the socket's data goes into. */
    parser: EventEmitter | null
    readonly reconnect: { stop(): void }
    readonly iqCaller: { request(iq: Element, timeout?: number): Promise<Element> }
    readonly iqCallee: {
      set(ns: string, name: string, handler: (context: { stanza: Element }) => true | Element): void
      get(ns: string, name: string, handler: (context: { stanza: Element }) => true | Element): void
    }
    start(): Promise<unknown>
    stop(): Promise<unknown>
    send(stanza: Element): Promise<void>
  }

  export function client(options: {
    service: string
    domain: string
    resource?: string
    username?: string
    password?: string
  }): Client
}
