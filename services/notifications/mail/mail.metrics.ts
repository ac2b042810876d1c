import { Injectable } from '@nestjs/common';
import { Clock } from '#libs/database/clock';
import { Database } from '#libs/database/database';
import { Metrics } from '#libs/service/metrics';

/** `link_expired`: sent, as the notice that the link is to be asked for again. */
type Attempt = 'sent' | 'link_expired' | 'refused' | 'deferred' | 'unreachable' | 'not_composable';

/** What is counted about mails. Gauges show what the table said at the last look. */
@Injectable()
export class MailMetrics {
  private due = 0;
  private failed = 0;
  private oldestSeconds = 0;
  private readonly attempts;
  private readonly repeats;

  constructor(
    metrics: Metrics,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.attempts = metrics.counter('mail_attempts_total', 'Attempts to send a mail, by how they ended', ['template', 'outcome']);
    this.repeats = metrics.counter('mail_repeats_total', 'Attempts at a mail that an earlier attempt may have delivered (same Message-ID)', ['template']);
    metrics.gauge('mails_due', 'Mails waiting to be sent', () => this.due);
    metrics.gauge('mails_failed', 'Mails that were refused for good and wait for a person', () => this.failed);
    metrics.gauge('mail_oldest_due_seconds', 'Age of the oldest mail waiting to be sent', () => this.oldestSeconds);
  }

  attempted(template: string, outcome: Attempt): void {
    this.attempts.inc({ template, outcome });
  }

  repeated(template: string): void {
    this.repeats.inc({ template });
  }

  async look(): Promise<void> {
    const [row] = await this.database.inTransaction({ kind: 'system', name: 'notifications.metrics' }, (tx) =>
      tx.query<Array<{ due: number; failed: number; oldest: Date | null }>>(
        `SELECT count(*) FILTER (WHERE status = 'due')::int AS due, count(*) FILTER (WHERE status = 'failed')::int AS failed,
                min(created_at) FILTER (WHERE status = 'due') AS oldest
           FROM delivery WHERE status IN ('due', 'failed')`,
      ),
    );
    this.due = row?.due ?? 0;
    this.failed = row?.failed ?? 0;
    this.oldestSeconds = row?.oldest ? Math.max(0, (this.clock.now().getTime() - row.oldest.getTime()) / 1000) : 0;
  }
}
