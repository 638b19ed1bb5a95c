/** Every parser there is, for tests that throw things at all of them. */
import type { Element } from 'ltx'
import * as chatStates from './chat-states.ts'
import * as commands from './commands.ts'
import * as delay from './delay.ts'
import * as directInvite from './direct-invite.ts'
import * as disco from './disco.ts'
import * as fastpath from './fastpath.ts'
import * as fastpathWishes from './fastpath-wishes.ts'
import * as forms from './forms.ts'
import * as mam from './mam.ts'
import * as muc from './muc.ts'
import * as parlor from './parlor.ts'
import * as ping from './ping.ts'
import * as quick from './quick-response.ts'
import * as rsm from './rsm.ts'
import * as stanza from './stanza.ts'
import { StanzaError } from './stanza-error.ts'
import * as stanzaId from './stanza-id.ts'
import * as version from './version.ts'
import * as workgroup from './workgroup.ts'

export type Parser = (stanza: Element) => unknown

const modules = {
  chatStates,
  commands,
  delay,
  directInvite,
  disco,
  fastpath,
  fastpathWishes,
  forms,
  mam,
  muc,
  parlor,
  ping,
  quick,
  rsm,
  stanza,
  version,
  workgroup,
}

export interface Known {
  readonly name: string
  readonly parse: Parser
  /** Where its elements live. */
  readonly spaces: readonly string[]
}

/** Everything called `parse...`, with the namespaces its module knows. */
export const parsers: readonly Known[] = [
  ...Object.entries(modules).flatMap(([module, exported]) =>
    Object.entries(exported)
      .filter(([name, value]) => typeof value === 'function' && /^(parse|isFastpath)/.test(name))
      .map(([name, value]) => ({
        name: `${module}.${name}`,
        parse: value as Parser,
        spaces: Object.values(exported).filter((one): one is string => typeof one === 'string'),
      })),
  ),
  {
    name: 'stanzaId.parseStanzaId',
    parse: (one) => stanzaId.parseStanzaId(one, 'a@b'),
    spaces: [stanzaId.NS],
  },
  { name: 'stanzaId.parseOriginId', parse: stanzaId.parseOriginId, spaces: [stanzaId.NS] },
  { name: 'StanzaError.fromStanza', parse: (one) => StanzaError.fromStanza(one), spaces: [] },
  {
    name: 'muc.missingSettings',
    parse: (one) => muc.missingSettings(one, { maxUsers: 2 }),
    spaces: [muc.OWNER],
  },
]
