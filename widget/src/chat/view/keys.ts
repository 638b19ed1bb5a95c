/** What a pressed key means in the composer. */
export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>

/** Enter, unless it chooses a word of an input method; Safari says that by its old code alone. */
export const sends = ({ key, shiftKey, isComposing, keyCode }: Key): boolean =>
  key === 'Enter' && !shiftKey && !isComposing && keyCode !== 229
