/** While the visitor types what it is about: what others have asked, with its answer (M4). */
import { useEffect, useState } from 'preact/hooks'
import { type Answer, fitting } from '../model/faq.ts'
import { lines } from '../view/fetch-later.ts'

/** They pause for a moment, ms. */
const PAUSE = 400

const lists = new Map<string, Promise<readonly Answer[]>>()

/** Once for each workgroup; where it cannot be had there are no suggestions. */
function list(workgroup: string, language: string): Promise<readonly Answer[]> {
  const url = `/faq/${encodeURIComponent(workgroup)}.json?language=${encodeURIComponent(language)}`
  const coming =
    lists.get(url) ??
    fetch(url)
      .then((answer) => (answer.ok ? answer.json() : { entries: [] }))
      .then(({ entries }: { readonly entries: readonly Answer[] }) => entries)
      .catch(() => [])
  lists.set(url, coming)
  return coming
}

interface Asked {
  readonly workgroup: string
  readonly language: string
}

export function Suggest({ workgroup, language }: Asked) {
  const [found, find] = useState<readonly Answer[]>([])
  useEffect(() => {
    const box = document.querySelector<HTMLTextAreaElement>('.field textarea')
    let pause: ReturnType<typeof setTimeout>
    const look = () => void list(workgroup, language).then((all) => box && find(fitting(all, box.value)))
    const typed = () => {
      clearTimeout(pause)
      pause = setTimeout(look, PAUSE)
    }
    box?.addEventListener('input', typed)
    if (box?.value) look()
    return () => {
      clearTimeout(pause)
      box?.removeEventListener('input', typed)
    }
  }, [workgroup, language])
  const words = lines()?.words
  return (
    <div class="suggested" role="status">
      {found.length > 0 && <p class="hint">{words?.suggested}</p>}
      {found.map(({ id, question, answer }) => (
        <details key={id} dir="auto">
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </div>
  )
}
