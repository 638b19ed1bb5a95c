import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './desk/app.ts'
import { keepRingWords } from './desk/ring-words.ts'
import { Root } from './Root.tsx'
import './styles/index.css'

const element = document.getElementById('root')
if (!element) throw new Error('index.html has no #root')

const app = new App()
createRoot(element).render(
  <StrictMode>
    <Root app={app} />
  </StrictMode>,
)
void app.start()

// Without it everything works but what a browser asks for before it installs the desk.
if (import.meta.env.PROD) {
  void navigator.serviceWorker?.register(`${import.meta.env.BASE_URL}sw.js`).catch(() => {})
  void keepRingWords()
}
