import { type ChangeEvent, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { editCanned } from '../../actions/records.ts'
import { useApp, useDesk } from '../../hooks/use-app.ts'
import { readCanned, writeCanned } from '../../model/canned-file.ts'
import { mayUse, onDuty, supervised } from '../../model/select.ts'
import type { BareJid, Canned } from '../../model/types.ts'
import { t } from '../../words/index.ts'

const NONE: readonly Canned[] = []

/** The replies behind the slash: own ones, and, where one supervises, everybody's. */
export function CannedEditor() {
  const all = useDesk((desk) => desk.workgroups)
  const desk = useApp().desk.get()
  const groups = [...all.values()].filter(({ jid }) => mayUse(desk, jid, 'canned'))
  const [chosen, setChosen] = useState<BareJid>()
  const group = groups.find(({ jid }) => jid === chosen) ?? onDuty(desk)[0] ?? groups[0]
  if (!group) return null
  return (
    <section className="card settings-card" aria-labelledby="canned-title">
      <div className="website-head">
        <h2 id="canned-title">{t('Canned replies')}</h2>
        {groups.length > 1 && (
          <select
            className="ask-input canned-group"
            aria-label={t('Workgroup of the replies')}
            value={group.jid}
            onChange={(event) => setChosen(event.target.value)}
          >
            {groups.map(({ jid, name }) => (
              <option key={jid} value={jid}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      <Replies key={group.jid} workgroup={group.jid} />
    </section>
  )
}

function Replies({ workgroup }: { workgroup: BareJid }) {
  const app = useApp()
  const replies = useDesk((desk) => desk.canned.get(workgroup)) ?? NONE
  const mayShare = useDesk((desk) => supervised(desk).some(({ jid }) => jid === workgroup))
  useEffect(() => {
    void app.shell?.records.loadCanned(workgroup)
  }, [app, workgroup])
  return (
    <>
      <p className="website-hint">
        {t('Type / in a message to find one. {visitor} {operator} {workgroup} {case} are filled in.')}
      </p>
      {replies.length === 0 && <p className="website-hint">{t('There are none yet.')}</p>}
      <ul className="canned-edit">
        {replies.map((reply) => (
          <li key={`${reply.name} ${reply.shared}`}>
            <div className="canned-words">
              <strong>/{reply.name}</strong>{' '}
              <span className="website-hint">{reply.shared ? t('for everybody') : t('yours')}</span>
              <p dir="auto">{reply.text}</p>
            </div>
            {(!reply.shared || mayShare) && (
              <>
                <Button
                  className="link"
                  aria-label={t('Edit {name}', { name: reply.name })}
                  onPress={() => editCanned(app, workgroup, mayShare, reply)}
                >
                  {t('Edit')}
                </Button>
                <Button
                  className="link"
                  aria-label={t('Remove {name}', { name: reply.name })}
                  onPress={() => void app.shell?.records.removeCanned(workgroup, reply)}
                >
                  {t('Remove')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <div className="website-choices">
        <Button className="button" onPress={() => editCanned(app, workgroup, mayShare)}>
          {t('New reply')}
        </Button>
        <Button className="button" isDisabled={replies.length === 0} onPress={() => save(replies)}>
          {t('Export')}
        </Button>
        <Import workgroup={workgroup} mayShare={mayShare} />
      </div>
    </>
  )
}

/** As a file that another desk takes in. */
function save(replies: readonly Canned[]): void {
  const link = document.createElement('a')
  const address = URL.createObjectURL(new Blob([writeCanned(replies)], { type: 'application/json' }))
  link.href = address
  link.download = 'canned-replies.json'
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

function Import({ workgroup, mayShare }: { workgroup: BareJid; mayShare: boolean }) {
  const app = useApp()
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    const found = file && readCanned(await file.text())
    if (!found) return app.shell?.tellWord(t('This is no file of canned replies.'))
    for (const { name, text, shared } of found)
      await app.shell?.records.saveCanned(workgroup, name, text, shared && mayShare)
  }
  return (
    <label className="button canned-import">
      {t('Import')}
      <input
        className="unseen"
        type="file"
        accept="application/json,.json"
        onChange={(event) => void take(event)}
      />
    </label>
  )
}
