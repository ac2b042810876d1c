import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SharedLimits } from './shared.limits.ts';

const everyMs = 60_000;

/** Deletes ended windows now and then. Any number of instances may do so at once: a row that is gone is gone. */
@Injectable()
export class LimitsPurge implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Limits');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly limits: SharedLimits) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.purge(), everyMs).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async purge(): Promise<void> {
    try {
      await this.limits.purge();
    } catch (error) {
      this.logger.warn({ message: 'Ended windows could not be deleted', err: error });
    }
  }
}
