/** Things worth an alarm, counted since the start (served at `/metrics`). */
export interface Counters {
  /** Live messages that the room did not archive: they had no stanza-id by the room. */
  unarchived: number
  /** Rooms that could not be opened. */
  roomsFailed: number
  /** Transcripts whose archive was gone before it was copied. */
  transcriptsLost: number
  /** Cases of which operators were sent less, since the stanza could not carry more. */
  casesCut: number
}

export const newCounters = (): Counters => ({
  unarchived: 0,
  roomsFailed: 0,
  transcriptsLost: 0,
  casesCut: 0,
})
