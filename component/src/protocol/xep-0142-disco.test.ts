/** XEP-0142 §5 by its own examples. */
import { describe, expect, it } from 'vitest'
import * as disco from './disco.ts'
import { expectSameXml } from './pairs.kit.ts'
import * as stanza from './stanza.ts'
import * as workgroup from './workgroup.ts'
import { stanzasOf } from './xep-0142.kit.ts'

describe('A4: XEP-0142 §5 service discovery', () => {
  const all = stanzasOf('Workgroup Service Discovery')
  const [, , , info, , items, , workgroupInfo] = all

  it('A4: of the service', () => {
    expect(info && disco.parseInfo(info)).toEqual({
      identities: [{ category: 'collaboration', name: 'Live Assistant', type: 'workgroup' }],
      features: [workgroup.NS, disco.INFO],
    })
  })

  it('A4: of its workgroups', () => {
    expect(items && disco.parseItems(items)?.map(({ jid }) => jid)).toEqual([
      'support@workgroup.example.com',
      'sales@workgroup.example.com',
    ])
  })

  it('A4: of one workgroup, both ways', () => {
    const value = workgroupInfo && disco.parseInfo(workgroupInfo)
    expect(value?.extensions).toEqual([
      {
        formType: `${workgroup.NS}#workgroupinfo`,
        fields: [
          {
            name: 'workgroup#description',
            label: 'Description',
            values: ['Example.com Support Workgroup'],
          },
          { name: 'workgroup#online', label: 'Status', values: ['ready'] },
        ],
      },
    ])
    if (value && workgroupInfo)
      expectSameXml(disco.buildInfo(value), stanza.child(workgroupInfo, 'query', disco.INFO) ?? workgroupInfo)
  })
})
