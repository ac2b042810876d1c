import { Injectable } from '@nestjs/common';

/** Resolves when all is well; rejects with a sentence for operators, without secrets. */
export type HealthCheck = () => Promise<void> | void;

export interface HealthReport {
  status: 'ready' | 'not-ready';
  checks: Record<string, string>;
}

const checkTimeoutMs = 2000;

/** Whether this process should get requests. Anything may add a check. */
@Injectable()
export class Health {
  private readonly checks = new Map<string, HealthCheck>();
  private readonly passedOnce = new Map<string, boolean>();
  private state: 'starting' | 'up' | 'stopping' = 'starting';

  add(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /**
   * A check of starting up, such as having caught up with a topic. Once passed it is still told but never again a reason to
   * take the process out of service: without the broker requests can be answered, and all instances lose it together.
   */
  addForStart(name: string, check: HealthCheck): void {
    this.passedOnce.set(name, false);
    this.add(name, check);
  }

  started(): void {
    if (this.state === 'starting') this.state = 'up';
  }

  stopping(): void {
    this.state = 'stopping';
  }

  async report(): Promise<HealthReport> {
    const checks: Record<string, string> = {};
    if (this.state !== 'up') checks.process = this.state;
    await Promise.all(
      [...this.checks].map(async ([name, check]) => {
        const text = await outcome(check);
        if (text === 'ok' && this.passedOnce.has(name)) this.passedOnce.set(name, true);
        checks[name] = text;
      }),
    );
    const ready = Object.entries(checks).every(([name, text]) => text === 'ok' || this.passedOnce.get(name) === true);
    return { status: ready ? 'ready' : 'not-ready', checks };
  }
}

async function outcome(check: HealthCheck): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer in time'), checkTimeoutMs);
  });
  const answer = Promise.resolve()
    .then(check)
    .then(
      () => 'ok',
      (error: unknown) => (error instanceof Error ? error.message.slice(0, 200) : 'failed'),
    );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
