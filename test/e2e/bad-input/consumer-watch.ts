import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaClient } from '#libs/messaging/kafka.client';
import type { Running } from '../../support/running.ts';
import type { RawRecord } from './raw-records.ts';
import { RoughClient } from './rough-client.ts';

export interface Parked {
  readonly id: string;
  readonly service: string;
  readonly key: string;
  readonly error: string;
  readonly waiting: number;
  readonly status: string;
}

/** Puts records on the broker as they are, and looks at what the services make of them, from outside. */
export class ConsumerWatch {
  private readonly kafka: KafkaClient;
  private readonly producer;
  private readonly client: RoughClient;

  constructor(private readonly running: Running, private readonly adminToken: string) {
    const env = running.stack.services['identity']?.env ?? {};
    this.kafka = new KafkaClient({ brokers: (env['KAFKA_BROKERS'] ?? '').split(','), topicPrefix: env['KAFKA_PREFIX'] ?? '' });
    this.producer = this.kafka.producer();
    this.client = new RoughClient(running.url);
  }

  async connect(): Promise<void> {
    await this.producer.connect();
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  async send(topic: string, records: readonly RawRecord[]): Promise<void> {
    await this.producer.send({ topic: this.kafka.prefixed(topic), acks: -1, messages: records.map(({ key, value, headers }) => ({ key, value, headers })) });
  }

  /** How many records a service has brought to this end. */
  async count(service: string, topic: string, type: string, outcome: string): Promise<number> {
    const response = await fetch(`${this.running.stack.services[service]?.managementUrl}/metrics`);
    const line = (await response.text())
      .split('\n')
      .find((each) => each.startsWith('event_processing_seconds_count{') && [`topic="${topic}"`, `type="${type}"`, `outcome="${outcome}"`].every((label) => each.includes(label)));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  /** Everything that any service holds back, as the admin sees it. */
  async parked(): Promise<Parked[]> {
    const items: Parked[] = [];
    for (let cursor = ''; ; ) {
      const { status, text } = await this.client.send('GET', `/api/operations/parked-events?limit=100${cursor}`, { token: this.adminToken });
      if (status !== 200) throw new Error(`The parked events were answered ${status} ${text}`);
      const page: { items: Parked[]; nextCursor: string | null } = JSON.parse(text);
      items.push(...page.items);
      if (page.nextCursor === null) return items;
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
  }

  decide(id: string, decision: 'replay' | 'discard', body: object) {
    return this.client.send('POST', `/api/operations/parked-events/${id}/${decision}`, { token: this.adminToken, json: body });
  }

  /** Waits until `look` gives something; throws with what it last gave, after 20 s. */
  async until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + 20_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`${what} did not happen; parked: ${JSON.stringify((await this.parked()).slice(0, 5))}`);
      await sleep(150);
    }
  }
}
