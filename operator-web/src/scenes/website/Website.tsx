import { useEffect, useState } from 'react'
import { Empty } from '../../components/Empty.tsx'
import { useApp, useDesk } from '../../hooks/use-app.ts'
import type { BareJid } from '../../model/types.ts'
import {
  chatAddress,
  ICON_SETS,
  type IconSet,
  linkOf,
  pictureOf,
  picturePath,
  type SnippetChoices,
  snippetOf,
  type Website,
} from '../../model/website.ts'
import { t } from '../../words/index.ts'
import { CheckPage } from './CheckPage.tsx'
import { Code } from './Code.tsx'
import { SIGNING } from './signing.ts'

/** Everything the owner of a website copies, with a preview as the visitor sees it (D5). */
export default function WebsitePage() {
  const app = useApp()
  const known = useDesk((desk) =>
    [...desk.workgroups.values()].some(({ commands }) => commands.includes('sites')),
  )
  const [sites, setSites] = useState<readonly Website[]>()
  useEffect(() => {
    if (known) app.shell?.websites(setSites)
  }, [app, known])
  if (sites === undefined) return <Empty title={t('Looking for your websites ...')} />
  const [first] = sites
  return first ? (
    <Chosen sites={sites} first={first} />
  ) : (
    <Empty title={t('No website has your workgroups')} />
  )
}

function Chosen({ sites, first }: { sites: readonly Website[]; first: Website }) {
  const [id, setId] = useState(first.id)
  const site = sites.find((one) => one.id === id) ?? first
  const [chosen, setWorkgroup] = useState<BareJid>()
  const workgroup = site.workgroups.find((jid) => jid === chosen) ?? site.workgroups[0] ?? ''
  const groups = useDesk((desk) => desk.workgroups)
  return (
    <div className="page-body website">
      <div className="website-head">
        <h2 className="page-title">{t('Website')}</h2>
        <Pick
          label={t('Website')}
          value={site.id}
          set={setId}
          options={sites.map((one) => [one.id, one.name])}
        />
        <Pick
          label={t('Workgroup')}
          value={workgroup}
          set={setWorkgroup}
          options={site.workgroups.map((jid) => [jid, groups.get(jid)?.name ?? jid])}
        />
      </div>
      <div className="website-columns">
        <div className="website-cards">
          <Snippet site={site} workgroup={workgroup} />
          <Pictures site={site} workgroup={workgroup} />
          <Signing signed={site.signed} />
          <CheckPage key={site.id} site={site} />
        </div>
        <Preview site={site} workgroup={workgroup} />
      </div>
    </div>
  )
}

interface PickProps {
  label: string
  value: string
  set: (value: string) => void
  options: readonly (readonly [value: string, label: string])[]
}

const Pick = ({ label, value, set, options }: PickProps) => (
  <label className="website-pick">
    {label}{' '}
    <select className="ask-input" value={value} onChange={(event) => set(event.target.value)}>
      {options.map(([each, name]) => (
        <option key={each} value={each}>
          {name}
        </option>
      ))}
    </select>
  </label>
)

interface Place {
  site: Website
  workgroup: BareJid
}

function Snippet({ site, workgroup }: Place) {
  const [choices, setChoices] = useState<SnippetChoices>({})
  const set = (more: SnippetChoices) => setChoices({ ...choices, ...more })
  return (
    <section className="card website-card" aria-labelledby="website-snippet">
      <h3 id="website-snippet">{t('The button')}</h3>
      <p className="website-hint">
        {t('One line, before the end of the body, on every page of {name}.', { name: site.name })}
      </p>
      <div className="website-choices">
        <Pick
          label={t('Side')}
          value={choices.position ?? ''}
          set={(position) => set({ position: position as 'left' | 'right' })}
          options={[
            ['', t('Where lines end')],
            ['left', t('Left')],
            ['right', t('Right')],
          ]}
        />
        <label className="website-pick">
          {t('Colour')}{' '}
          <input
            type="color"
            value={choices.accent ?? site.accent}
            onChange={(event) => set({ accent: event.target.value })}
          />
        </label>
        <label className="website-pick">
          <input
            type="checkbox"
            checked={choices.hideWhenClosed ?? false}
            onChange={(event) => set({ hideWhenClosed: event.target.checked })}
          />{' '}
          {t('Hidden while nobody answers')}
        </label>
      </div>
      <Code label={t('Snippet')} text={snippetOf(site, workgroup, choices)} />
      <h4>{t('Without a script, also in an e-mail')}</h4>
      <Code label={t('Link')} text={linkOf(site, workgroup)} />
    </section>
  )
}

function Pictures({ site, workgroup }: Place) {
  const [set, setSet] = useState<IconSet>('badge')
  const [form, setForm] = useState<'svg' | 'png'>('svg')
  return (
    <section className="card website-card" aria-labelledby="website-pictures">
      <h3 id="website-pictures">{t('Status picture')}</h3>
      <fieldset className="website-sets">
        <legend className="unseen">{t('Set')}</legend>
        {ICON_SETS.map((each) => (
          <label key={each} className="website-set">
            <input type="radio" name="set" checked={set === each} onChange={() => setSet(each)} />
            <img src={picturePath(workgroup, each, 'svg')} alt="" height="28" />
            <span>{each}</span>
          </label>
        ))}
      </fieldset>
      <Pick
        label={t('For')}
        value={form}
        set={(value) => setForm(value as 'svg' | 'png')}
        options={[
          ['svg', t('Pages (SVG)')],
          ['png', t('E-mails (PNG)')],
        ]}
      />
      <Code label={t('Picture')} text={pictureOf(site, workgroup, set, form)} />
    </section>
  )
}

function Signing({ signed }: { signed: boolean }) {
  const [language, setLanguage] = useState('Node')
  return (
    <section className="card website-card" aria-labelledby="website-signing">
      <h3 id="website-signing">{t('Signed parameters')}</h3>
      <p className="website-hint">
        {t('What your server signs, operators see as verified. Give it to the snippet as data-signature.')}
        {!signed && ` ${t('This site has no key yet: an administrator sets one in the configuration.')}`}
      </p>
      <Pick
        label={t('Language')}
        value={language}
        set={setLanguage}
        options={Object.keys(SIGNING).map((name) => [name, name])}
      />
      <Code label={t('Signing with {language}', { language })} text={SIGNING[language] ?? ''} />
    </section>
  )
}

/** The hosted page of the workgroup, live: nothing is asked of anybody before somebody starts a chat in it. */
const Preview = ({ site, workgroup }: Place) => (
  <aside className="website-preview" aria-label={t('Preview')}>
    <iframe
      title={t('As the visitor sees it')}
      src={new URL(chatAddress(site, workgroup)).pathname + new URL(chatAddress(site, workgroup)).search}
    />
    <p className="website-hint">
      {t('As the visitor sees it now. A chat that you start here is a real one.')}
    </p>
  </aside>
)
