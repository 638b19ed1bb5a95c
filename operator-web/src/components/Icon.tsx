/** The desk's own icons: 20 x 20, one stroke, the colour of the text. Always beside words or a label. */
const PATHS = {
  queue: 'M3 5h14M3 10h14M3 15h9',
  chat: 'M4 4h12a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 16 14H9l-4 3v-3H4a1.5 1.5 0 0 1-1.5-1.5v-7A1.5 1.5 0 0 1 4 4Z',
  case: 'M5 3h7l3.5 3.5V17H5V3Zm7 0v4h3.5M7.5 11h5M7.5 14h5',
  send: 'M3.5 10 17 3.5 12.5 17l-3-5.5-6-1.5Zm6 1.5L17 3.5',
  gear: 'M10 12.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Zm0-9.6v2m0 10v2m7-7h-2M5 10H3m11.9-4.9-1.4 1.4m-7 7-1.4 1.4m9.8 0-1.4-1.4m-7-7L5.1 5.1',
  bell: 'M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-1.5 5-1.5 6h12c0-1-1.5-2-1.5-6A4.5 4.5 0 0 0 10 3Zm-1.7 13a1.8 1.8 0 0 0 3.4 0',
  'bell-off':
    'M7 4.2A4.5 4.5 0 0 1 14.5 7.5c0 2.3.5 3.6 1 4.5M5.5 8c0 3.5-1.5 4.5-1.5 5.5h9.5M8.3 16a1.8 1.8 0 0 0 3.4 0M3 3l14 14',
  check: 'm4.5 10.5 3.5 3.5 7.5-8',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4l2.5 2',
  alert: 'M10 3.5 17.5 16h-15L10 3.5Zm0 5v3.5m0 2.2v.1',
  out: 'M12 4V3H4v14h8v-1M8.5 10H17m-3-3 3 3-3 3',
  end: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4.5 6.5 10l5.5 5.5',
  link: 'M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3L10 5.7m1.5 2.8a3 3 0 0 0-4.3 0l-2.4 2.4a3 3 0 0 0 4.3 4.3l.9-.9',
  keys: 'M2.5 5.5h15v9h-15v-9Zm3 3h.1m3 0h.1m3 0h.1m2.9 0h.1M6.5 12h7',
  person: 'M10 10a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6Zm-6 7c.6-3.2 3-4.8 6-4.8s5.4 1.6 6 4.8',
  more: 'M4.4 10a.6.6 0 1 0 1.2 0 .6.6 0 0 0-1.2 0Zm5 0a.6.6 0 1 0 1.2 0 .6.6 0 0 0-1.2 0Zm5 0a.6.6 0 1 0 1.2 0 .6.6 0 0 0-1.2 0Z',
  mail: 'M3 5h14v10H3V5Zm0 .5 7 5.5 7-5.5',
  down: 'M10 4v12m-4.5-4.5L10 16l4.5-4.5',
  wifi: 'M2.5 8a11 11 0 0 1 15 0M5 11a7.3 7.3 0 0 1 10 0m-7.5 2.8a3.6 3.6 0 0 1 5 0M10 16.5h.1',
} as const

export type IconName = keyof typeof PATHS

export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
)
