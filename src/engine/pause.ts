/** Lets the event loop turn once; a timer would wait four milliseconds in a browser. Throws what `signal` was aborted with. */
export async function pause(signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  const { port1, port2 } = new MessageChannel()
  await new Promise<void>((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
  signal?.throwIfAborted()
}
