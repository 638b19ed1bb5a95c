/** The websites this workgroup answers for: what their owners need for the snippet, and from where it is used (D5). */
import { span } from '../span.ts'
import type { Action } from '../types.ts'

export const sites: Action = {
  name: 'sites',
  label: 'Websites',
  help: 'Shows the websites this workgroup answers for, and on which pages the button was seen.',
  usage: 'sites',
  who: 'operator',
  fields: () => [],
  mustAsk: () => false,
  read: () => ({}),
  write: () => 'sites',
  run: async ({ records, now }) => {
    const all = records.sites()
    const line = ({ id, name, seen }: (typeof all)[number]) =>
      [
        `${name} (${id})`,
        ...seen.map(
          ({ origin, allowed, at }) =>
            `- ${origin}, ${span(now - at)} ago${allowed ? '' : ': not among its origins'}`,
        ),
      ].join('\n')
    return {
      ok: all.length === 0 ? 'No website has this workgroup.' : all.map(line).join('\n'),
      table: {
        columns: [
          { name: 'site', label: 'Id' },
          { name: 'name', label: 'Name' },
          { name: 'url', label: 'Address of the chat' },
          { name: 'origins', label: 'Origins' },
          { name: 'accent', label: 'Colour' },
          { name: 'signed', label: 'Has a key' },
          { name: 'monitoring', label: 'Monitoring' },
          { name: 'seen', label: 'Seen' },
        ],
        rows: all.map(({ id, name, url, origins, accent, signed, monitoring, seen }) => ({
          ...{ site: id, name, url, accent, signed: String(signed), monitoring },
          origins: origins.join(' '),
          seen: seen
            .map(
              ({ origin, allowed, at }) =>
                `${origin} ${allowed ? 'yes' : 'no'} ${new Date(at).toISOString()}`,
            )
            .join('\n'),
        })),
      },
    }
  },
}
