import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Site } from './site.ts';

/** Something that goes wrong, and is put right again. */
export interface Fault {
  readonly name: string;
  readonly inject: (site: Site) => Promise<void>;
}

const killServices = (...names: readonly string[]): Fault => ({
  name: `SIGKILL of ${names.join(', ')}`,
  inject: async ({ running }) => {
    const killed = names.map((name) => {
      const service = running.stack.services[name];
      if (service === undefined) throw new Error(`There is no service ${name}.`);
      return service;
    });
    await Promise.all(killed.map((service) => service.kill('SIGKILL')));
    await sleep(300);
    await Promise.all(killed.map((service) => service.start()));
  },
});

/** The broker goes without a word and comes back with the data it had. */
const killBroker: Fault = {
  name: 'SIGKILL of the broker',
  inject: async ({ broker }) => {
    const end = broker.hasEnded();
    broker.kill('SIGKILL');
    await end;
    await sleep(1000);
    broker.start();
    await sleep(5000);
  },
};

/** Every connection of a service's database is cut and none is let in for a while. */
const databaseOutage = (database: string, ms = 2500): Fault => ({
  name: `outage of the database ${database}`,
  inject: async ({ databasePrefix }) => {
    const name = `${databasePrefix}${database}`;
    const admin = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await admin.connect();
    try {
      await admin.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS false`);
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      await sleep(ms);
    } finally {
      await admin.query(`ALTER DATABASE "${name}" WITH ALLOW_CONNECTIONS true`);
      await admin.end();
    }
  },
});

/** A process that is stopped looks alive to everybody but its clients. */
const freeze = (name: string, ms = 4000): Fault => ({
  name: `${name} frozen for ${ms / 1000} s`,
  inject: async ({ running }) => {
    const service = running.stack.services[name];
    await service?.kill('SIGSTOP');
    await sleep(ms);
    await service?.kill('SIGCONT');
  },
});

/** Those with a database and an inbox. */
export const services: readonly string[] = ['applications', 'identity', 'leads', 'notifications', 'commissions'];

/** Those that only listen here are killed together: each kill takes as long as the broker waits for the one who is gone. */
export const killings: readonly Fault[] = [killServices('applications'), killServices('identity'), killServices('leads', 'notifications', 'commissions'), killServices('gateway'), killBroker];
export const outages: readonly Fault[] = services.map((name) => databaseOutage(name));
export const allFaults: readonly Fault[] = [...[...services, 'gateway'].map((name) => killServices(name)), killBroker, ...outages, ...services.map((name) => freeze(name))];
