/** A heap in place, of instants: the earliest is `heap[0]`. */

/** Puts it in order. */
export function earliest(heap: Float64Array): void {
  for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(heap, at)
}

export function replaceEarliest(heap: Float64Array, by: number): void {
  heap[0] = by
  sink(heap, 0)
}

function sink(heap: Float64Array, from: number): void {
  const value = heap[from] ?? 0
  let at = from
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child += 1
    const least = heap[child] ?? 0
    if (least >= value) break
    heap[at] = least
    at = child
  }
  heap[at] = value
}
