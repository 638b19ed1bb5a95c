const and = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** `Support, Sales and Returns` */
export const listed = (names: readonly string[]): string => and.format(names)
