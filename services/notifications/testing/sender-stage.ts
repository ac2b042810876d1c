import type { Database } from '#libs/database/database';
import { RandomIds } from '#libs/database/ids';
import { Audit } from '#libs/messaging/audit';
import { Outbox } from '#libs/messaging/outbox';
import { RelaySignal } from '#libs/messaging/relay.signal';
import { Metrics } from '#libs/service/metrics';
import { generateSealKeys, LinkSealer } from '#libs/service/sealed-link';
import { FixedClock } from '#libs/testing/fixed-clock';
import { MailInbox } from '#libs/testing/mail-inbox';
import { testDatabase, type TestDatabase } from '#libs/testing/test-database';
import { Config } from '../config.ts';
import { Deliveries, type NewDelivery } from '../mail/deliveries.service.ts';
import { DeliveryQueue } from '../mail/delivery.queue.ts';
import { ExpiredLinks } from '../mail/expired-links.ts';
import { MailBreaker } from '../mail/mail.breaker.ts';
import { MailComposer } from '../mail/mail.composer.ts';
import { MailMetrics } from '../mail/mail.metrics.ts';
import { MailSender } from '../mail/mail.sender.ts';
import { MailTransport } from '../mail/mail.transport.ts';
import { notifications } from '../service.ts';

const options = { service: 'notifications', brokers: [] };

/** Everything that a sending process has of its own; a second one is another instance, or the same after a restart. */
export type SendingProcess = ReturnType<SenderStage['start']>;

/** The sender without the service around it: its database, a mail server and a clock that stands still. */
export class SenderStage {
  readonly clock = new FixedClock();
  readonly ids = new RandomIds();
  inbox!: MailInbox;
  private readonly sealer: LinkSealer;

  private constructor(
    readonly db: TestDatabase,
    private readonly keys: Awaited<ReturnType<typeof generateSealKeys>>,
  ) {
    this.sealer = new LinkSealer(keys.publicJwk);
  }

  static async open(): Promise<SenderStage> {
    return new SenderStage(await testDatabase(notifications), await generateSealKeys());
  }

  /** An empty database and a fresh mail server. */
  async begin(): Promise<void> {
    await this.db.truncate();
    this.inbox = await MailInbox.open();
  }

  get config(): Config {
    return new Config({
      DATABASE_URL: this.db.url, KAFKA_BROKERS: '127.0.0.1:1', ERASURE_KEY: 'k'.repeat(32), JWKS_URL: 'http://localhost/jwks', PUBLIC_URL: 'https://partners.example',
      SMTP_URL: this.inbox.url, MAIL_FROM: 'Partner Team <partners@vendor.example>', MAIL_SEAL_PRIVATE_KEY: JSON.stringify(this.keys.privateJwk),
    });
  }

  get outbox(): Outbox {
    return new Outbox(options, this.clock, this.ids, new RelaySignal());
  }

  get audit(): Audit {
    return new Audit(options, this.clock, this.outbox);
  }

  start(database: Database = this.db.database) {
    const { config, audit } = this;
    const metrics = new Metrics('notifications');
    const transport = new MailTransport(config);
    const queue = new DeliveryQueue(database, this.clock);
    const mailMetrics = new MailMetrics(metrics, database, this.clock);
    const sender = new MailSender(queue, new MailComposer(config, this.clock), transport, new MailBreaker(), mailMetrics, new ExpiredLinks(audit), this.clock);
    return { sender, transport, queue, mailMetrics, count: (name: string) => metrics.registry.getSingleMetricAsString(name) };
  }

  seal(link: string): Promise<string> {
    return this.sealer.seal(link);
  }

  async enqueue(mail: NewDelivery): Promise<void> {
    await this.db.database.inTransaction({ kind: 'system', name: 'spec' }, (tx) => new Deliveries(this.clock, this.ids).enqueue(tx, [mail]));
  }
}
