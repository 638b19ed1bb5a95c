/** What screens need of microphones and cameras. */
export { devicesFor, levels, trackOf, type Use } from '../../../widget/src/shared/call/devices.ts'
