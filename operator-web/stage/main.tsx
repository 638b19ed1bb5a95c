import { createRoot } from 'react-dom/client'
import { App } from '../src/desk/app.ts'
import { FakeLink } from '../src/desk/fake-link.kit.ts'
import { Root } from '../src/Root.tsx'
import { play } from './scripts.ts'
import '../src/styles/index.css'

/** `#busy`, `#empty` ...: which script is played. */
const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')

const app = new App()
app.config.set({ domain: 'localhost', websocket: '', skew: 0 })
app.ready.set(true)
createRoot(element).render(<Root app={app} />)
const link = new FakeLink()
// What looks at the stage may let more arrive.
Object.assign(window, { link })
void play(location.hash.slice(1), app, link).then(() => {
  document.documentElement.dataset.stage = 'ready'
})
