import { Injectable } from '@nestjs/common';
import { Config } from '../config.ts';

const windowMs = 1_000;

/**
 * Keeps to MAIL_RATE: one permit per mail, which comes back a second after its mail has ended. However long the mail server takes, it accepts
 * at most so many in any second. Nothing is stored: a process begins as if it had sent its share in the moment it was started, so a restart,
 * even after a kill, does not exceed the rate either. Counted by real time, as the mail server does.
 */
@Injectable()
export class MailPace {
  private underWay = 0;
  /** When permits were given back, oldest first. */
  private readonly ended: number[];

  constructor(private readonly config: Config) {
    this.ended = Array.from({ length: config.MAIL_RATE }, () => 0);
  }

  /** How many mails may begin now. */
  permits(): number {
    const before = performance.now() - windowMs;
    const past = this.ended.findIndex((at) => at > before);
    this.ended.splice(0, past === -1 ? this.ended.length : past);
    return this.config.MAIL_RATE - this.underWay - this.ended.length;
  }

  /** Ms until the next permit comes back; a whole second where all of them are under way. */
  waitMs(): number {
    const [oldest = performance.now()] = this.ended;
    return Math.max(1, Math.ceil(oldest + windowMs - performance.now()));
  }

  begin(): void {
    this.underWay += 1;
  }

  end(): void {
    this.underWay -= 1;
    this.ended.push(performance.now());
  }
}
