import { AsyncLocalStorage } from 'node:async_hooks';

/** Whoever comes first must not lend his context to those after him. */
const outsideOfAll = AsyncLocalStorage.snapshot();

/**
 * Lets what arrives within one turn of the event loop go on together, once all of it is read. Requests come in groups, since the answers before them went out
 * as one (their writers share commits). A processor that takes one step for each of a group, and then the next step for each, finds its code in its caches;
 * one that follows a request to its end and begins anew with the next does not: cohort scheduling (docs/adr/0036).
 * Who is alone waits for nobody: a turn ends when there is nothing left to read.
 */
export class Cohort {
  private waiting: (() => void)[] = [];

  /** `go` is called soon, never from within this call, and outside of any asynchronous context. It must not throw. */
  join(go: () => void): void {
    if (this.waiting.push(go) === 1) setImmediate(() => outsideOfAll(() => this.goOn()));
  }

  private goOn(): void {
    const here = this.waiting;
    this.waiting = [];
    for (const go of here) go();
  }
}
