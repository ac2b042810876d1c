import { createRequire } from 'node:module';

/** Of kafkajs 2.2.4's own class; it has no types, and package.json pins the version. */
interface RequestQueue {
  pending: readonly unknown[];
  /** Milliseconds since 1970, or -1. */
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const checkAgainMs = 10;
let isRested = false;

/**
 * Each connection of kafkajs 2.2.4 wakes every millisecond for ever to look at a queue that is empty (tulios/kafkajs#1704), with a delay below zero
 * that Node 24 warns about (#1751). Here it is looked at when something waits in it; answers look at it in any case. The library has had no release since 2023.
 */
export function letIdleConnectionsRest(): void {
  if (isRested) return;
  isRested = true;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(): void {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const wait = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    }, wait > 0 ? wait : checkAgainMs);
  };
}
