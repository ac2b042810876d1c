import { Injectable } from '@nestjs/common';
import { pauseMs } from './mail.schedule.ts';

/** Remembers whether the mail server answers, so that a server that is away costs one connection now and then and not one per mail. */
@Injectable()
export class MailBreaker {
  private failures = 0;
  private pausedUntil = 0;

  /** How many mails may be tried now, of `free` places. */
  allowance(free: number, inFlight: number): number {
    if (this.failures === 0) return free;
    return inFlight === 0 && performance.now() >= this.pausedUntil ? Math.min(free, 1) : 0;
  }

  answered(): void {
    this.failures = 0;
    this.pausedUntil = 0;
  }

  /** Mails that were under way together fail together: that is one failure. Returns the wait in ms. */
  failed(): number {
    const now = performance.now();
    if (now >= this.pausedUntil) {
      this.pausedUntil = now + pauseMs(this.failures);
      this.failures += 1;
    }
    return this.pausedUntil - now;
  }
}
