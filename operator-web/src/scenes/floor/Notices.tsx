import { type FormEvent, useState } from 'react'
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { LASTS } from '../../actions/floor.ts'
import { useApp } from '../../hooks/use-app.ts'
import type { BareJid } from '../../model/types.ts'
import { t } from '../../words/index.ts'

type Rows = readonly Readonly<Record<string, string>>[]

/** What the start page says, changed while it runs (V4). */
export function Notices({ workgroup, name }: { workgroup: BareJid; name: string }) {
  return (
    <DialogTrigger>
      <Button className="button button-small">
        {t('Notices')}
        <span className="unseen"> {t('of {name}', { name })}</span>
      </Button>
      <Popover placement="bottom start" className="popover">
        <Dialog className="notices" aria-label={t('Notices of {name}', { name })}>
          <List workgroup={workgroup} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function List({ workgroup }: { workgroup: BareJid }) {
  const app = useApp()
  const [rows, setRows] = useState<Rows>()
  const [asked, setAsked] = useState(false)
  const say = async (values: Readonly<Record<string, string>>) => {
    if (values.do && !(await app.shell?.share.tellNotices(workgroup, values))) return
    setRows((await app.shell?.share.tellNotices(workgroup, {}))?.rows)
  }
  if (!asked) {
    setAsked(true)
    void say({})
  }
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const text = String(given.get('text')).trim()
    const length = String(given.get('for'))
    if (!text) return
    form.reset()
    void say({ do: 'add', text, ...(length && { for: length }) })
  }
  return (
    <>
      <Heading slot="title">{t('Notices on the start page')}</Heading>
      {rows?.length === 0 && <p className="floor-none">{t('The start page says nothing.')}</p>}
      <ul>
        {rows?.map(({ number = '', text = '', until = '' }) => (
          <li key={number} className="notices-line">
            <span dir="auto">
              {text}
              {until && <span className="floor-more">{t('Until {time}', { time: until })}</span>}
            </span>
            <Button
              className="link"
              aria-label={t('Remove: {text}', { text })}
              onPress={() => void say({ do: 'remove', text: number })}
            >
              {t('Remove')}
            </Button>
          </li>
        ))}
      </ul>
      <form className="notices-add" onSubmit={add}>
        <input
          className="ask-input"
          name="text"
          aria-label={t('A new notice')}
          placeholder={t('Payment is slow today.')}
          maxLength={500}
          dir="auto"
        />
        <select className="ask-input" name="for" aria-label={t('How long it is shown')}>
          {LASTS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Button type="submit" className="button button-main">
          {t('Add')}
        </Button>
      </form>
    </>
  )
}
