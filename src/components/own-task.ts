/** Goes on in a task of its own: what many components do at once is not one long task, and the page stays responsive. */
export function ownTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
