/** A transcript as the two people read it in the end: corrected words as corrected, those taken back gone (C9). */
import { parse } from 'ltx'
import { CORRECT, RETRACT } from '../../protocol/namespaces.js'
import { attr, child } from '../protocol/xml.ts'
import type { TranscriptEntry } from '../store/types.ts'

export function asRead(entries: readonly TranscriptEntry[]): TranscriptEntry[] {
  const read: TranscriptEntry[] = []
  for (const entry of entries) {
    const stanza = parse(entry.xml)
    const [retract, replace] = [child(stanza, 'retract', RETRACT), child(stanza, 'replace', CORRECT)]
    const id = attr(retract ?? replace ?? stanza, 'id')
    const about = (other: TranscriptEntry): boolean =>
      other.nick === entry.nick && id === (retract ? other.archiveId : other.messageId)
    if (!retract && !replace) read.push(entry)
    const at = retract || replace ? read.findIndex(about) : -1
    const before = read[at]
    if (before && retract) read.splice(at, 1)
    else if (before) read[at] = { ...before, body: entry.body }
  }
  return read
}
