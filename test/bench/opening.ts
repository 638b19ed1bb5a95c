/** From the wish to talk to both invitations. */
import type { Way } from './chats.ts'

/** Until the code of either side is compiled. */
const WARM_UP = 10
const TIMES = 10

/** Milliseconds, one chat after the other. */
export async function opening(way: Way): Promise<number[]> {
  const took: number[] = []
  for (let index = 0; index < WARM_UP + TIMES; index += 1) {
    const chat = await way.open()
    if (index >= WARM_UP) took.push(chat.took)
    await chat.end()
  }
  return took
}
