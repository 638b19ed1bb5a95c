/** A small form in a dialog, as data: what an action still has to know before it can be done. */
export interface Choice {
  readonly value: string
  readonly label: string
}

export interface AskField {
  readonly name: string
  readonly label: string
  readonly is: 'choice' | 'line' | 'text' | 'switch'
  /** Of a choice; the first is chosen, unless `initial` names another. */
  readonly options?: readonly Choice[]
  readonly initial?: string
  readonly optional?: boolean
  readonly hint?: string
  /** In characters. */
  readonly longest?: number
}

export interface Ask {
  readonly title: string
  readonly lead?: string
  readonly fields: readonly AskField[]
  /** What is written on the button. */
  readonly done: string
  /** A switch that is on says `true`; what was left empty is an empty string. */
  readonly run: (values: Readonly<Record<string, string>>) => void
}
