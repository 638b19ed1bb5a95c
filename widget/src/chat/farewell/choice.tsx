/** Whom to ask, where the page leaves it to the visitor (V8). What is typed stays. */
import type { Look } from '../model/types.ts'
import type { Props } from '../view/context.ts'
import { lines } from '../view/fetch-later.ts'
import { fetchLook } from '../wire/http.ts'

export function Choice({ look, tongue, tell }: Pick<Props, 'tongue' | 'tell'> & { readonly look: Look }) {
  const { choice = [] } = look
  // The look of one workgroup does not speak of others.
  const choose = (jid: string) =>
    fetchLook(look.site.id, jid, tongue.language).then(
      (next) => tell({ is: 'switch', look: { ...next, choice }, idle: true }),
      () => undefined,
    )
  return (
    <div class="field">
      <label for="whom">{lines()?.words.whom}</label>
      <select id="whom" onChange={({ currentTarget: { value } }) => void choose(value)}>
        {choice.map(({ jid, name }) => (
          <option key={jid} value={jid} selected={jid === look.workgroup.jid}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
