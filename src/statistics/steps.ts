/** Takes all steps of a computation that yields now and then, one after the other, and gives what it returns. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
