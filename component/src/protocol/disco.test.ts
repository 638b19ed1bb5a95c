import { describe, expect, it } from 'vitest'
import * as disco from './disco.ts'
import { pairs, rejects, xml } from './pairs.kit.ts'

const INFO = `xmlns='http://jabber.org/protocol/disco#info'`
const ITEMS = `xmlns='http://jabber.org/protocol/disco#items'`

pairs(
  'disco#info request',
  { build: ({ node }) => disco.buildInfoRequest(node), parse: disco.parseInfoRequest },
  [
    { title: 'of the entity', xml: `<query ${INFO}/>`, value: {} },
    { title: 'of a node', xml: `<query ${INFO} node='n'/>`, value: { node: 'n' } },
  ],
)
pairs('disco#items', { build: (items) => disco.buildItems(items), parse: disco.parseItems }, [
  {
    title: 'commands',
    xml: `<query ${ITEMS}><item jid='a@b' node='take' name='Take'/><item jid='c@d'/></query>`,
    value: [{ jid: 'a@b', node: 'take', name: 'Take' }, { jid: 'c@d' }],
  },
])
rejects('disco#items', disco.parseItems, { 'an item without jid': `<query ${ITEMS}><item/></query>` })
rejects('disco#info', disco.parseInfo, {
  'an identity without type': `<query ${INFO}><identity category='client'/></query>`,
  'a feature without var': `<query ${INFO}><feature/></query>`,
})

/** XEP-0115 §5.3, with the space that the XEP's own hash was made with. */
const PSI = `<query ${INFO} node='http://psi-im.org#q07IKJEyjvHSyhy//CH0CxmKi8w='>
  <identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
  <identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>
  <feature var='http://jabber.org/protocol/caps'/>
  <feature var='http://jabber.org/protocol/disco#info'/>
  <feature var='http://jabber.org/protocol/disco#items'/>
  <feature var='http://jabber.org/protocol/muc'/>
  <x xmlns='jabber:x:data' type='result'>
    <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
    <field var='ip_version'><value>ipv4</value><value>ipv6</value></field>
    <field var='os'><value>Mac</value></field>
    <field var='os_version'><value>10.5.1</value></field>
    <field var='software'><value>Psi</value></field>
    <field var='software_version'><value>0.11</value></field>
  </x></query>`

const features = ['caps', 'disco#info', 'disco#items', 'muc'].map(
  (name) => `http://jabber.org/protocol/${name}`,
)

const psi: disco.Info = {
  node: 'http://psi-im.org#q07IKJEyjvHSyhy//CH0CxmKi8w=',
  identities: [
    { category: 'client', type: 'pc', name: 'Psi 0.11', lang: 'en' },
    { category: 'client', type: 'pc', name: 'Ψ 0.11', lang: 'el' },
  ],
  features,
  extensions: [
    {
      formType: 'urn:xmpp:dataforms:softwareinfo',
      fields: [
        { name: 'ip_version', values: ['ipv4', 'ipv6'] },
        { name: 'os', values: ['Mac'] },
        { name: 'os_version', values: ['10.5.1'] },
        { name: 'software', values: ['Psi'] },
        { name: 'software_version', values: ['0.11'] },
      ],
    },
  ],
}

pairs('disco#info', { build: disco.buildInfo, parse: disco.parseInfo }, [
  { title: 'of Psi', xml: PSI, value: psi },
])

describe('XEP-0115', () => {
  it('§5.2: the simple example', () => {
    const exodus = { identities: [{ category: 'client', type: 'pc', name: 'Exodus 0.9.1' }], features }
    expect(disco.capsHash(exodus)).toBe('QgayPKawpkPSDYmwT/WM94uAlu0=')
  })

  it('§5.3: the complex example', () => {
    expect(disco.capsHash(psi)).toBe('q07IKJEyjvHSyhy//CH0CxmKi8w=')
  })

  it('does not depend on the order', () => {
    const turned = { ...psi, identities: [...psi.identities].reverse(), features: [...features].reverse() }
    expect(disco.capsHash(turned)).toBe(disco.capsHash(psi))
  })

  const caps = { node: 'http://psi-im.org', ver: 'q07IKJEyjvHSyhy//CH0CxmKi8w=', hash: 'sha-1' }

  it('is read from presence, and names the node to ask', () => {
    const presence = xml(
      `<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='${caps.node}' ver='${caps.ver}'/></presence>`,
    )
    expect(disco.parseCaps(presence)).toEqual(caps)
    expect(disco.capsNode(caps)).toBe(psi.node)
  })

  it('is written', () => {
    expect(disco.buildCaps('urn:x', psi).attrs).toMatchObject({ ver: caps.ver, node: 'urn:x', hash: 'sha-1' })
  })

  it('is undefined without a hash, as before 2008', () => {
    const old = xml(`<presence><c xmlns='http://jabber.org/protocol/caps' node='n' ver='1.0'/></presence>`)
    expect(disco.parseCaps(old)).toBeUndefined()
  })

  it('believes an answer that fits, and no other', () => {
    expect(disco.verifyCaps(caps, psi)).toBe(true)
    expect(disco.verifyCaps(caps, { ...psi, features: features.slice(1) })).toBe(false)
    expect(disco.verifyCaps({ ...caps, hash: 'md5' }, psi)).toBe(false)
  })

  it('refuses an answer that says something twice (§5.4)', () => {
    const twice = { ...psi, features: [...features, 'http://jabber.org/protocol/muc'] }
    expect(disco.verifyCaps({ ...caps, ver: disco.capsHash(twice) }, twice)).toBe(false)
  })

  it('does not count a form without a hidden FORM_TYPE', () => {
    const words = PSI.replace("var='FORM_TYPE' type='hidden'", "var='FORM_TYPE'")
    expect(disco.parseInfo(xml(`<iq>${words}</iq>`))?.extensions).toBeUndefined()
  })
})
