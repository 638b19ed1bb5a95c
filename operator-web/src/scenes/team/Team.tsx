import { Empty } from '../../components/Empty.tsx'
import { useDesk } from '../../hooks/use-app.ts'
import { t } from '../../words/index.ts'
import { People } from '../Colleagues.tsx'
import { TalkWith } from '../TalkWith.tsx'

/** Colleagues, and what is said among them (D3). On a phone one at a time. */
export default function Team() {
  const talking = useDesk((desk) => desk.talking)
  return (
    <div className="team" data-talking={talking === undefined ? undefined : true}>
      <div className="team-people">
        <h2 className="page-title">{t('Team')}</h2>
        <People />
      </div>
      <div className="team-talk">
        {talking === undefined ? (
          <Empty title={t('Nobody is chosen')}>
            <p>{t('What is said here goes from account to account; no visitor sees it.')}</p>
          </Empty>
        ) : (
          <TalkWith key={talking} other={talking} />
        )}
      </div>
    </div>
  )
}
