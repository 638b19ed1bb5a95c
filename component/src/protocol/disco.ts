/** XEP-0030: Service Discovery (version 2.5.0), with extensions by XEP-0128. Entity capabilities are in `caps.ts`. */
import type { Element } from 'ltx'
import { DISCO_INFO, DISCO_ITEMS } from '../../protocol/namespaces.js'
import { NS as FORMS } from './forms.ts'
import { needed } from './values.ts'
import { allOwn, attr, child, children, el, ownText } from './xml.ts'

export * from './caps.ts'

export const INFO = DISCO_INFO
export const ITEMS = DISCO_ITEMS

export interface Identity {
  readonly category: string
  readonly type: string
  readonly name?: string | undefined
  readonly lang?: string | undefined
}

/** A form of facts about an entity: `name` is the `var`. */
export interface Extension {
  readonly formType: string
  readonly fields: readonly {
    readonly name: string
    readonly label?: string | undefined
    readonly values: readonly string[]
  }[]
}

export interface Info {
  readonly node?: string | undefined
  readonly identities: readonly Identity[]
  readonly features: readonly string[]
  readonly extensions?: readonly Extension[] | undefined
}

export interface Item {
  readonly jid: string
  readonly name?: string | undefined
  readonly node?: string | undefined
}

/** What is asked about: `node` is missing for the entity itself. */
export interface DiscoRequest {
  readonly node?: string
}

const request = (ns: string) => (node?: string) => el('query', { xmlns: ns, node })
export const buildInfoRequest = request(INFO)
export const buildItemsRequest = request(ITEMS)

const parseRequest =
  (ns: string) =>
  (iq: Element): DiscoRequest | undefined => {
    const query = child(iq, 'query', ns)
    const node = query && attr(query, 'node')
    return query && (node ? { node } : {})
  }
export const parseInfoRequest = parseRequest(INFO)
export const parseItemsRequest = parseRequest(ITEMS)

export const buildInfo = (info: Info): Element =>
  el(
    'query',
    { xmlns: INFO, node: info.node },
    info.identities.map(({ category, type, name, lang }) =>
      el('identity', { 'xml:lang': lang, category, type, name }),
    ),
    info.features.map((feature) => el('feature', { var: feature })),
    info.extensions?.map(buildExtension),
  )

const buildExtension = (extension: Extension): Element =>
  el(
    'x',
    { xmlns: FORMS, type: 'result' },
    el('field', { var: 'FORM_TYPE', type: 'hidden' }, el('value', {}, extension.formType)),
    extension.fields.map(({ name, label, values }) =>
      el(
        'field',
        { var: name, label },
        values.map((words) => el('value', {}, words)),
      ),
    ),
  )

export function parseInfo(iq: Element): Info | undefined {
  const query = child(iq, 'query', INFO)
  if (!query) return undefined
  const node = attr(query, 'node')
  const extensions = children(query, 'x', FORMS).flatMap(parseExtension)
  return {
    ...(node && { node }),
    identities: allOwn(query, 'identity').map(parseIdentity),
    features: allOwn(query, 'feature').map((feature) => needed(feature, 'var')),
    ...(extensions.length > 0 && { extensions }),
  }
}

function parseIdentity(identity: Element): Identity {
  const [name, lang] = [attr(identity, 'name'), attr(identity, 'xml:lang')]
  return {
    category: needed(identity, 'category'),
    type: needed(identity, 'type'),
    ...(name && { name }),
    ...(lang && { lang }),
  }
}

/** A form without a hidden FORM_TYPE is no extension (XEP-0115 §5.4, rule 3.6). */
function parseExtension(x: Element): Extension[] {
  const fields = allOwn(x, 'field')
  const kind = fields.find((field) => attr(field, 'var') === 'FORM_TYPE')
  if (!kind || attr(kind, 'type') !== 'hidden') return []
  return [
    {
      formType: ownText(kind, 'value') ?? '',
      fields: fields
        .filter((field) => field !== kind)
        .map((field) => {
          const label = attr(field, 'label')
          return {
            name: needed(field, 'var'),
            ...(label && { label }),
            values: allOwn(field, 'value').map((words) => words.getText()),
          }
        }),
    },
  ]
}

export const buildItems = (items: readonly Item[], node?: string): Element =>
  el(
    'query',
    { xmlns: ITEMS, node },
    items.map(({ jid, name, node }) => el('item', { jid, name, node })),
  )

export function parseItems(iq: Element): Item[] | undefined {
  const query = child(iq, 'query', ITEMS)
  return query && allOwn(query, 'item').map(parseItem)
}

function parseItem(item: Element): Item {
  const [name, node] = [attr(item, 'name'), attr(item, 'node')]
  return { jid: needed(item, 'jid'), ...(name && { name }), ...(node && { node }) }
}

/** Does the asked entity have this feature? */
export const has = (info: Info, feature: string): boolean => info.features.includes(feature)
