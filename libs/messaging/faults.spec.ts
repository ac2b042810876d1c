import { randomUUID } from 'node:crypto';
import { createServer, connect, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Controller, Inject, type INestApplication } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { EventOf } from '#libs/contracts/topic';
import { dataSourceOptions } from '#libs/database/data-source';
import { Database } from '#libs/database/database';
import { eventually } from '#libs/testing/eventually';
import { messagingApp, messagingDatabase, messagingTopics, things } from '#libs/testing/messaging-app';
import type { TestDatabase } from '#libs/testing/test-database';
import { Consumes } from './consumes.ts';
import { ConsumerHealth } from './health.ts';
import { Outbox, outgoing } from './outbox.ts';

/** What an application is called in `effect`. */
const WHO = Symbol('who');

@Controller()
class Things {
  constructor(@Inject(WHO) private readonly who: string) {}

  @Consumes(things, 'thing.made.v1')
  async keepThing(event: EventOf<typeof things, 'thing.made.v1'>, tx: EntityManager): Promise<void> {
    await tx.query('INSERT INTO effect (event_id, subject, number, who) VALUES ($1, $2, $3, $4)', [event.id, event.subject, event.data.number, this.who]);
    await sleep(Math.random() * 4);
  }
}

let db: TestDatabase;
const apps: INestApplication[] = [];
const system = { kind: 'system', name: 'spec' } as const;

beforeAll(async () => {
  db = await messagingDatabase();
});

afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await db.truncate();
});

afterAll(() => db.drop());

async function start(prefix: string, dataSource = db.dataSource, who = 'first'): Promise<INestApplication> {
  // The relay goes its own way to the database, so that events keep coming while the consumer's way is cut.
  const options = { relay: { databaseUrl: db.url }, consumer: { sessionTimeoutMs: 8_000, retryPollMs: 100 } };
  const app = await messagingApp({ prefix, dataSource, controllers: [Things], providers: [{ provide: WHO, useValue: who }], options });
  apps.push(app);
  await eventually(() => expect(app.get(ConsumerHealth).snapshot().assigned).toBe(true), { timeoutMs: 40_000 });
  return app;
}

async function leave(app: INestApplication): Promise<void> {
  apps.splice(apps.indexOf(app), 1);
  await app.close();
}

/** Appends events over 20 aggregates, ten at a time, for as long as there are to be more than so many; slower where it takes long, or nobody could keep up. */
async function append(app: INestApplication, more: (count: number) => boolean): Promise<void> {
  const aggregates = Array.from({ length: 20 }, () => randomUUID());
  for (let number = 0; more(number); number += 10) {
    const events = Array.from({ length: 10 }, (_, index) => outgoing(things, 'thing.made.v1', aggregates[(number + index) % 20] ?? '', { number: number + index }));
    await db.database.inTransaction(system, (tx) => app.get(Outbox).appendAll(tx, events));
    await sleep(number < 1_500 ? 15 : 150);
  }
}

async function everythingOnceInOrder(count: number): Promise<void> {
  await eventually(async () => expect(await db.query('SELECT count(*)::int AS count FROM effect')).toEqual([{ count }]), { timeoutMs: 60_000 });
  const rows = await db.query<{ subject: string; number: number; event_id: string }>('SELECT subject, number, event_id FROM effect ORDER BY at');
  expect(new Set(rows.map((row) => row.event_id)).size).toBe(count);
  const last = new Map<string, number>();
  for (const { subject, number } of rows) {
    expect(number).toBeGreaterThan(last.get(subject) ?? -1);
    last.set(subject, number);
  }
}

test('from one consumer to three, who all handle some, and back to one nothing is lost, doubled or reordered', async () => {
  const { prefix } = await messagingTopics(6);
  const first = await start(prefix);
  let count = 0;
  let end = Infinity;
  const appending = append(first, (appended) => (count = appended) < end);
  try {
    await sleep(300);
    const second = await start(prefix, db.dataSource, 'second');
    const third = await start(prefix, db.dataSource, 'third');
    await eventually(async () => expect(await db.query('SELECT who FROM effect GROUP BY who ORDER BY who')).toEqual([{ who: 'first' }, { who: 'second' }, { who: 'third' }]), { timeoutMs: 60_000 });
    await leave(second);
    await leave(third);
  } finally {
    // Some for the one that is left.
    end = count + 200;
    await appending;
  }
  await everythingOnceInOrder(end);
  expect(await db.query('SELECT who FROM effect WHERE number >= $1 GROUP BY who', [end - 150])).toEqual([{ who: 'first' }]);
  expect(await db.query('SELECT 1 FROM parked_event')).toEqual([]);
}, 240_000);

test('a database outage parks nothing', async () => {
  const { prefix } = await messagingTopics(6);
  const proxy = await Proxy.before(db.url);
  const dataSource = await new DataSource(dataSourceOptions({ url: proxy.url, entities: [], poolSize: 12 })).initialize();
  const app = await start(prefix, dataSource);
  const appending = append(app, (count) => count < 1_000);
  await sleep(400);
  proxy.cut();
  await eventually(() => expect(app.get(ConsumerHealth).snapshot().blocked.length).toBeGreaterThan(0), { timeoutMs: 20_000 });
  await appending;
  await sleep(1_000);
  await proxy.mend();
  await everythingOnceInOrder(1_000);
  expect(app.get(ConsumerHealth).snapshot()).toMatchObject({ blocked: [], restarts: 0 });
  expect(await db.query('SELECT 1 FROM parked_event')).toEqual([]);
  await apps.splice(0)[0]?.close();
  await dataSource.destroy();
  await proxy.close();
}, 120_000);

test.each([
  { what: 'meets a lock that somebody else holds', lock: 200, cancels: false },
  { what: 'has its statement cancelled by an operator', lock: 10_000, cancels: true },
])('an event that $what waits in place and is not parked', async ({ lock, cancels }) => {
  const { prefix } = await messagingTopics(1);
  const dataSource = await new DataSource(dataSourceOptions({ url: db.url, entities: [], poolSize: 12, timeouts: { lock } })).initialize();
  const app = await start(prefix, dataSource);
  const somebody = new Client({ connectionString: db.ownerUrl });
  await somebody.connect();
  await somebody.query('BEGIN; LOCK TABLE effect');
  await db.database.inTransaction(system, (tx) => app.get(Outbox).append(tx, things, 'thing.made.v1', 'a', { number: 1 }));
  const noticed = eventually(
    async () => {
      if (cancels) await db.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      expect(app.get(ConsumerHealth).snapshot().blocked.length).toBeGreaterThan(0);
    },
    { timeoutMs: 20_000 },
  );
  try {
    await noticed;
  } finally {
    await somebody.end();
  }
  await everythingOnceInOrder(1);
  expect(await db.query('SELECT 1 FROM parked_event')).toEqual([]);
  await apps.splice(0)[0]?.close();
  await dataSource.destroy();
}, 60_000);

test('what was appended before the relay ran is sent when it does, also by another process', async () => {
  const { prefix } = await messagingTopics(1);
  const lonely = await messagingApp({ prefix, dataSource: db.dataSource, options: { relay: { enabled: false } } });
  apps.push(lonely);
  await new Database(db.dataSource).inTransaction(system, (tx) => lonely.get(Outbox).append(tx, things, 'thing.made.v1', 'a', { number: 1 }));
  await start(prefix);
  await everythingOnceInOrder(1);
  expect(await db.query('SELECT subject FROM effect')).toEqual([{ subject: 'a' }]);
}, 60_000);

/** A wire to PostgreSQL that can be cut: connections break and new ones are refused. */
class Proxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  private constructor(
    private readonly target: URL,
    private port: number,
  ) {}

  static async before(url: string): Promise<Proxy> {
    const proxy = new Proxy(new URL(url), 0);
    await proxy.mend();
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.toString();
  }

  cut(): void {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async mend(): Promise<void> {
    const server = createServer((incoming) => {
      const outgoingSocket = connect(Number(this.target.port), this.target.hostname);
      for (const socket of [incoming, outgoingSocket]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          incoming.destroy();
          outgoingSocket.destroy();
        });
      }
      incoming.pipe(outgoingSocket).pipe(incoming);
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address === 'object' && address !== null) this.port = address.port;
  }

  async close(): Promise<void> {
    this.cut();
    await sleep(0);
  }
}
