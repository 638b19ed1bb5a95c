import { I18nProvider } from 'react-aria-components'
import type { App } from './desk/app.ts'
import { AppContext, useApp, useDesk, useValue } from './hooks/use-app.ts'
import { useLook, usePage } from './hooks/use-page.ts'
import { useShortcuts } from './hooks/use-shortcuts.ts'
import { DeskScene } from './scenes/DeskScene.tsx'
import { SignIn } from './scenes/SignIn.tsx'
import { language } from './words/index.ts'

export const Root = ({ app }: { app: App }) => (
  <I18nProvider locale={language}>
    <AppContext value={app}>
      <Scene />
    </AppContext>
  </I18nProvider>
)

function Scene() {
  const app = useApp()
  usePage(app)
  useLook(app)
  useShortcuts(app)
  const ready = useValue(app.ready)
  const session = useDesk((desk) => desk.session.is)
  if (!ready) return null
  return session === 'signed-out' || session === 'signing-in' ? <SignIn /> : <DeskScene />
}
