/** Screens that say one thing and offer one way on. */
import type { ComponentChildren } from 'preact'
import type { LaterProps } from './index.tsx'

interface NoteProps {
  readonly title: string
  readonly text?: string | undefined
  readonly children?: ComponentChildren
}

export const Note = ({ title, text, children }: NoteProps) => (
  <div class="screen note" role="status">
    <h2>{title}</h2>
    {text && <p>{text}</p>}
    {children}
  </div>
)

export const Act = ({ text, onAct }: { readonly text: string; readonly onAct: () => void }) => (
  <button class="primary" type="button" onClick={onAct}>
    {text}
  </button>
)

export const Elsewhere = ({ later, tell }: LaterProps) => (
  <Note title={later.elsewhere} text={later.elsewhereText}>
    <Act text={later.here} onAct={() => tell({ is: 'here' })} />
  </Note>
)

export const Failed = ({ state, tongue, later, tell }: LaterProps) => (
  <Note title={later.failed} text={later.fault[state.fault ?? 'server']}>
    <Act text={tongue.words.again} onAct={() => tell({ is: 'restart' })} />
  </Note>
)
