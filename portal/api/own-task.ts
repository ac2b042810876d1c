/**
 * Goes on in a task of its own: the parts of a page begin together when it opens, and in one task all that they begin with would hold it up for a frame or
 * two, on a phone for five. Where the browser cannot, it goes on at once.
 */
export async function ownTask(): Promise<void> {
  if ('scheduler' in globalThis && 'yield' in scheduler) await scheduler.yield();
}
