/** Types for the part of @xmpp/client 0.14 and its ltx elements that the desk uses. */

export interface Element {
  name: string
  attrs: Record<string, string | undefined>
  children: (Element | string)[]
  is(name: string, namespace?: string): boolean
  getNS(): string | undefined
  getChild(name: string, namespace?: string): Element | undefined
  getChildren(name: string, namespace?: string): Element[]
  getChildText(name: string, namespace?: string): string | null
  getChildElements(): Element[]
  getText(): string
  append(child: Element): this
  toString(): string
}

export type Child = Element | string | number | false | undefined | null | readonly Child[]

export interface Parser {
  on(event: 'element', listener: (element: Element) => void): void
  on(event: 'error', listener: (error: Error) => void): void
  write(text: string): void
}

export interface Xml {
  (name: string, attributes?: object | null, ...children: Child[]): Element
  Parser: new () => Parser
  Element: new (...args: never[]) => Element
}
export const xml: Xml

/** A mechanism as `saslmechanisms` wants it. */
export interface Mechanism {
  readonly name: string
  readonly clientFirst: boolean
  response(credentials: Record<string, unknown>): Promise<string> | string
  challenge?(text: string): Promise<void> | void
  final?(text: string): Promise<void> | void
}

export interface SaslFactory {
  _mechs: { name: string; mech: new () => Mechanism }[]
}

export interface FastToken {
  mechanism: string
  token: string
  expiry: string
}

export interface Fast {
  saveToken(token: FastToken): Promise<void>
  fetchToken(): Promise<FastToken | null | undefined>
  deleteToken(): Promise<void>
  /** Whether the sign-in is done with it. */
  auth(way: FastWay): Promise<boolean>
}

export interface FastWay {
  authenticate(how: { readonly streamFeatures: readonly (Element | undefined)[] }): Promise<void>
}

export type Authenticate = (
  credentials: Record<string, unknown>,
  mechanism: string | undefined,
  userAgent: Element,
) => Promise<void>

export interface StreamManagement {
  enabled: boolean
  /** Names the session that can be resumed; empty: none. */
  id: string
  /** Sent and not confirmed yet. */
  readonly outbound_q: { readonly stanza: Element }[]
  timeout: number
  requestAckInterval: number
  on(event: 'resumed', listener: () => void): void
}

export interface Client {
  readonly jid: { toString(): string; bare(): { toString(): string } } | null
  status: string
  timeout: number
  readonly saslFactory: SaslFactory
  readonly fast: Fast
  /** What is asked for together with the sign-in, by namespace (XEP-0388 §2.5). */
  readonly sasl2: { use(namespace: string, request: () => Promise<Element | undefined>): void }
  readonly streamManagement: StreamManagement
  readonly reconnect: { stop(): void }
  /** `true` answers with an empty result; without a handler the library answers `service-unavailable`. */
  readonly iqCallee: {
    set(namespace: string, name: string, handler: () => true): void
    get(namespace: string, name: string, handler: (context: { readonly element: Element }) => Element): void
  }
  connect(service: string): Promise<void>
  open(options: { domain: string }): Promise<void>
  send(element: Element): Promise<void>
  write(text: string): Promise<void>
  disconnect(): Promise<void>
  readonly socket: { end(): void; emit(event: 'close', dirty: boolean): void } | null
  on(event: 'stanza', listener: (stanza: Element) => void): void
  on(event: 'error', listener: (error: Error & { condition?: string }) => void): void
  on(event: 'online' | 'disconnect' | 'offline', listener: () => void): void
  on(event: 'element', listener: (element: Element) => void): void
}

export function client(options: {
  service: string
  domain: string
  username?: string
  resource?: string
  timeout?: number
  userAgent?: Element
  credentials: (
    authenticate: Authenticate,
    mechanisms: string[],
    fast: { fetch(): Promise<FastToken | null | undefined> } | null,
  ) => Promise<void>
}): Client
