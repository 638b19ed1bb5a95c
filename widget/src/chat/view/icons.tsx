/** Line icons, 24 units, in the text's colour. They never speak: the control around them has a name. */
export const icon = (d: string) => () => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
)

export const Minimise = icon('M6 13h12')
export const Close = icon('m7 7 10 10M17 7 7 17')
export const Send = icon('M12 19V6m-6 6 6-6 6 6')
export const Tick = icon('m5 12.5 4.5 4.5L19 7.5')
export const Ticks = icon('m2 12.5 4.5 4.5L15 7.5m-3.5 8 1.5 1.5 9-9.5')
export const Clock = icon('M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z')
