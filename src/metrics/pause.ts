/**
 * A pause lets the event loop turn once, in a worker and in Node: a timer would wait four milliseconds in a browser.
 * Rejects with the signal's reason once it is aborted.
 */
export function pauseUnlessAborted(signal?: AbortSignal): () => Promise<void> {
  return async () => {
    signal?.throwIfAborted()
    await turn()
    signal?.throwIfAborted()
  }
}

function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
