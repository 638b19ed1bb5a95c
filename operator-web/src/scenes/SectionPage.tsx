import { Component, type ReactNode, Suspense } from 'react'
import { Button } from 'react-aria-components'
import { SECTION_ENTRIES } from '../actions/sections.ts'
import { Empty } from '../components/Empty.tsx'
import { useDesk } from '../hooks/use-app.ts'
import type { Section } from '../model/place.ts'
import { ringing } from '../model/select.ts'
import { t } from '../words/index.ts'
import { OfferCard } from './OfferCard.tsx'
import { SECTION_SCENES } from './sections.ts'

/** A section beside the desk: the whole width, and what rings in the corner. */
export function SectionPage({ section }: { section: Section }) {
  const { label, when } = SECTION_ENTRIES[section]
  const allowed = useDesk(when)
  const Scene = SECTION_SCENES[section]
  return (
    <main className="page" aria-label={label} data-pane-stop tabIndex={-1}>
      {Scene && allowed ? (
        <Unloaded key={section}>
          <Suspense fallback={<Loading />}>
            <Scene />
          </Suspense>
        </Unloaded>
      ) : (
        <Empty title={t('{label} is not for you here', { label })}>
          <p>{t('Your workgroups have not given you this part of the desk.')}</p>
        </Empty>
      )}
      <Ringing />
    </main>
  )
}

const Loading = () => (
  <div className="skeletons" role="status" aria-label={t('Loading')}>
    <span className="skeleton" />
    <span className="skeleton" />
    <span className="skeleton" />
  </div>
)

/** What rings is never out of sight. */
function Ringing() {
  const offer = useDesk((desk) => ringing(desk)[0])
  const count = useDesk((desk) => ringing(desk).length)
  const joinedAt = useDesk((desk) => desk.queue.find(({ case: it }) => it.id === offer?.case.id)?.joinedAt)
  if (!offer) return null
  return (
    <aside className="page-ringing" aria-label={t('What rings')}>
      <OfferCard offer={offer} joinedAt={joinedAt} first />
      {count > 1 && <p className="page-ringing-more">{t('and {n} more', { n: count - 1 })}</p>}
    </aside>
  )
}

/** The part could not be fetched: the network is gone, or the desk has been renewed meanwhile. */
class Unloaded extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Empty title={t('This part of the desk could not be loaded')}>
        <p>{t('Your chats are kept. Load the page again when the network is back.')}</p>
        <p>
          <Button className="button" onPress={() => location.reload()}>
            {t('Load again')}
          </Button>
        </p>
      </Empty>
    )
  }
}
