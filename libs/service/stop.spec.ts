import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { afterEach, describe, expect, test } from '@jest/globals';
import { Database } from '#libs/database/database';
import { Sweeper } from '#libs/database/due';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { Public } from './auth/access.ts';
import { defineConfig } from './config.ts';
import { defineService } from './service.ts';
import { Shutdown } from './shutdown.ts';

const events: string[] = [];

@Controller('slow')
class SlowController implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly sweeper: Sweeper,
    @Inject(Shutdown) private readonly shutdown: Shutdown,
  ) {}

  onModuleInit(): void {
    this.shutdown.signal.addEventListener('abort', () => events.push('told'));
    this.sweeper.every({
      name: 'spec.slow',
      intervalMs: 10,
      run: async (tx) => {
        events.push('sweep started');
        await tx.query('SELECT pg_sleep(0.3)');
        events.push('sweep done');
        return 0;
      },
    });
  }

  @Get()
  @Public()
  async slow() {
    events.push('request started');
    await pause(300);
    const rows = await this.database.inTransaction({ kind: 'public' }, (tx) => tx.query<{ one: number }[]>('SELECT 1 AS one'));
    events.push('request done');
    return rows;
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

class Config extends defineConfig({}) {}
const slow = defineService({ name: 'slow', description: 'For this spec.', config: Config, module: SlowModule, migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003] });

let service: StartedService | undefined;
afterEach(() => service?.stop(), 60_000);

describe('a stop', () => {
  test('answers what is under way, lets sweeps finish, then closes; nothing new is taken', async () => {
    service = await startService(slow, { env: { SHUTDOWN_DELAY: 'PT3S' } });
    const { client, running, managementUrl } = service;
    const answering = client.get('/api/slow');
    await eventually(() => {
      expect(events).toContain('request started');
      expect(events).toContain('sweep started');
    });
    const closing = running.close();
    await pause(20);
    const ready = await fetch(`${managementUrl}/health/ready`);
    expect([ready.status, await ready.json()]).toMatchObject([503, { checks: { process: 'stopping' } }]);
    // Long answers go on until nothing new is taken: told sooner, they would come back here.
    expect(events).not.toContain('told');
    // Whoever still comes is answered, and told to come to another process next time.
    const late = await fetch(`${service.url}/api/nothing`);
    expect([late.status, late.headers.get('connection')]).toEqual([404, 'close']);
    await eventually(() => expect(events).toContain('told'));
    expect((await answering).body).toEqual([{ one: 1 }]);
    await closing;
    expect(events.filter((event) => event === 'sweep started')).toHaveLength(events.filter((event) => event === 'sweep done').length);
    await expect(client.get('/api/slow')).rejects.toThrow('fetch failed');
    await expect(fetch(`${managementUrl}/health/live`)).rejects.toThrow('fetch failed');
    await running.close();
    expect(service.logs().filter((line) => line.level === 'error')).toEqual([]);
  }, 60_000);

  test('does not wait for a connection on which nothing was ever asked', async () => {
    service = await startService(slow);
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    const closed = once(socket, 'close');
    await once(socket, 'connect');
    // The server has to have taken it, too.
    await pause(50);
    await service.running.close();
    await closed;
  });
});
