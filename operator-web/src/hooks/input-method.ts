/**
 * Is this key for an input method (IME)? While a word is composed the browser says so; Safari says so by the old key code
 * alone when Enter chooses the word (UI Events §5.5).
 */
export const isForInputMethod = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229
