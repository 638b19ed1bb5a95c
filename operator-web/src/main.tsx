import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './desk/app.ts'
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
