import { Injectable } from '@nestjs/common';
import { Config } from '../config.ts';

const windowMs = 1_000;
/** In which the mails of a second go out where more are waiting. */
const handfuls = 4;

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

  /** Ms until the next handful of permits have come back, since claiming one mail costs what claiming five does; a whole second where all of them are under way. */
  waitMs(): number {
    const handful = Math.ceil(this.config.MAIL_RATE / handfuls);
    const last = this.ended[Math.min(handful, this.ended.length) - 1] ?? performance.now();
    return Math.max(1, Math.ceil(last + windowMs - performance.now()));
  }

  begin(): void {
    this.underWay += 1;
  }

  end(): void {
    this.underWay -= 1;
    this.ended.push(performance.now());
  }
}
