import { Announcer } from '../components/Announcer.tsx'
import { ConnectionBar } from '../components/ConnectionBar.tsx'
import { Words } from '../components/Words.tsx'
import { useApp, useValue } from '../hooks/use-app.ts'
import { t } from '../words/index.ts'
import { AttentionBar } from './AttentionBar.tsx'
import { BottomBar } from './BottomBar.tsx'
import { CallWindow } from './CallWindow.tsx'
import { CasePane } from './CasePane.tsx'
import { ChatList } from './ChatList.tsx'
import { Colleagues } from './Colleagues.tsx'
import { Dialogs } from './Dialogs.tsx'
import { Divider } from './Divider.tsx'
import { Queue } from './Queue.tsx'
import { Rail } from './Rail.tsx'
import { RestingBar } from './RestingBar.tsx'
import { SectionPage } from './SectionPage.tsx'
import { Talk } from './Talk.tsx'

/** The whole desk: three columns, or one at a time; or another section in their place. */
export function DeskScene() {
  const app = useApp()
  const pane = useValue(app.pane)
  const section = useValue(app.section)
  return (
    <>
      <ConnectionBar />
      <RestingBar />
      <AttentionBar />
      <div className="desk" data-pane={section === 'desk' ? pane : 'page'}>
        <Rail />
        {section === 'desk' ? <Columns /> : <SectionPage section={section} />}
      </div>
      <BottomBar />
      {app.shell && <CallWindow calls={app.shell.calls} />}
      <Words />
      <Announcer />
      <Dialogs />
    </>
  )
}

const Columns = () => (
  <main className="work">
    <div className="side">
      <Queue />
      <Divider />
      <ChatList />
    </div>
    <Talk />
    <aside className="facts" aria-label={t('Case and colleagues')}>
      <CasePane />
      <Colleagues />
    </aside>
  </main>
)
