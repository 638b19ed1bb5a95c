/** When a change is shown: with the next frame. */
import type { Soon } from '../model/store.ts'

/** Where nobody looks, browsers make no frames: sounds and notifications come this much later, ms. */
const UNSEEN = 100

export const nextFrame: Soon = (callback) => {
  let told = false
  const tell = () => {
    if (told) return
    told = true
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    callback()
  }
  const frame = requestAnimationFrame(tell)
  const timer = setTimeout(tell, UNSEEN)
}
