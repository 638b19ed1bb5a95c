import { type FormEvent, useState } from 'react'
import { Button } from 'react-aria-components'
import { Icon } from '../../components/Icon.tsx'
import { whenText } from '../../components/Time.tsx'
import { faultsOfPage, type PageFault, type Website } from '../../model/website.ts'
import { t } from '../../words/index.ts'

/** Says what is wrong with a page: its origin, its policy, and what its loader was seen to ask. */
export function CheckPage({ site }: { site: Website }) {
  const [faults, setFaults] = useState<readonly PageFault[]>()
  const check = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setFaults(faultsOfPage(site, String(form.get('page')), String(form.get('policy'))))
  }
  return (
    <section className="card website-card" aria-labelledby="website-check">
      <h3 id="website-check">{t('Does it work on my page?')}</h3>
      <form className="website-check" onSubmit={check}>
        <label className="website-field">
          {t('Address of the page')}
          <input className="ask-input" name="page" placeholder={site.origins[0]} required dir="ltr" />
        </label>
        <label className="website-field">
          {t('Its Content-Security-Policy, if it has one')}
          <textarea
            className="ask-input"
            name="policy"
            rows={2}
            placeholder="default-src 'self'; ..."
            dir="ltr"
          />
        </label>
        <Button type="submit" className="button">
          {t('Check')}
        </Button>
      </form>
      <div role="status">
        {faults?.length === 0 && (
          <p className="website-good">
            <Icon name="check" /> {t('Nothing is in the way.')}
          </p>
        )}
        {faults && faults.length > 0 && (
          <ul className="website-faults">
            {faults.map(({ what, text }) => (
              <li key={what}>
                <Icon name="alert" /> <span>{text}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <h4>{t('Where the button was seen')}</h4>
      {site.seen.length === 0 ? (
        <p className="website-hint">{t('Nowhere since Parlor was started.')}</p>
      ) : (
        <ul className="website-seen">
          {site.seen.map(({ origin, allowed, at }) => (
            <li key={origin}>
              <span dir="ltr">{origin}</span> <span className="website-hint">{whenText(at)}</span>
              {!allowed && (
                <strong className="website-bad">
                  <Icon name="alert" /> {t('not among the origins')}
                </strong>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
