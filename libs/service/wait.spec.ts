import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { runMigrations } from '#libs/database/migrations';
import { asAdmin, provisionDatabase, type ProvisionedDatabase } from '#libs/database/provision';
import { declareTopics } from '#libs/messaging/topics';
import { testBrokers } from '#libs/testing/start-service';
import { adminUrl } from '#libs/testing/test-template';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { defineConfig } from './config.ts';
import { defineService } from './service.ts';
import { topicsOf, waitForOthers } from './wait.ts';

@Module({})
class Nothing {}

class Config extends defineConfig({}) {}

const service = defineService({ name: 'waiting', description: 'Waits.', config: Config, migrations: [Foundation1700000000000], module: Nothing });
const name = `spec_wait_${randomBytes(4).toString('hex')}`;
const prefix = `${name}.`;
let place: ProvisionedDatabase;

beforeAll(async () => {
  place = await provisionDatabase({ adminUrl: adminUrl(), name, ownerPassword: 'a', runtimePassword: 'b' });
});
afterAll(() =>
  asAdmin(adminUrl(), async (client: Client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS ${name}_owner, ${name}_app`);
  }),
);

test('a service waits for its schema, then for its topics, and says once what for', async () => {
  expect(topicsOf(service)).toEqual(['audit', 'users']);
  const lines: string[] = [];
  const env = {
    PUBLIC_URL: 'https://partners.example', DATABASE_URL: place.runtimeUrl, KAFKA_BROKERS: testBrokers().join(','), KAFKA_PREFIX: prefix,
    ERASURE_KEY: 'k'.repeat(32), JWKS_URL: 'http://127.0.0.1:1/',
  };
  const until = async (line: RegExp) => {
    for (const deadline = Date.now() + 20_000; !lines.some((each) => line.test(each)); await new Promise((resolve) => setTimeout(resolve, 20))) {
      if (Date.now() > deadline) throw new Error(`${String(line)} was not said, but ${lines.join('; ')}`);
    }
  };
  const waiting = waitForOthers(service, env, { pauseMs: 20, say: (line) => lines.push(line) });
  await until(/waiting for 1 migrations/);
  await runMigrations({ url: place.ownerUrl, migrations: service.migrations, runtimeRole: place.runtimeRole });
  await until(/waiting for the topics audit, users/);
  await declareTopics({ brokers: testBrokers(), prefix, file: join(import.meta.dirname, '../../deploy/kafka/topics.yaml') });
  await waiting;
  expect(lines).toEqual(['waiting: waiting for 1 migrations', 'waiting: waiting for the topics audit, users', 'waiting: schema and topics are there']);
}, 60_000);
