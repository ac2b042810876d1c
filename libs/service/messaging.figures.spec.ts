import { Controller, Module } from '@nestjs/common';
import { afterAll, expect, test } from '@jest/globals';
import { crm } from '#libs/contracts/events/crm';
import { Foundation1700000000000 } from '#libs/database/foundation.migration';
import { Consumes } from '#libs/messaging/consumes';
import { Erasure1700000000003 } from '#libs/messaging/erasure.migration';
import { Messaging1700000000001 } from '#libs/messaging/messaging.migration';
import { EventSender } from '#libs/testing/event-sender';
import { eventually } from '#libs/testing/eventually';
import { startService, type StartedService } from '#libs/testing/start-service';
import { defineConfig } from './config.ts';
import { defineService } from './service.ts';

let goOn: () => void = () => undefined;
const gate = new Promise<void>((resolve) => (goOn = resolve));

@Controller()
class StandingConsumer {
  @Consumes(crm, 'account.upserted.v1')
  stand(): Promise<void> {
    return gate;
  }
}

@Module({ controllers: [StandingConsumer] })
class StandingModule {}

class Config extends defineConfig({}) {}
const standing = defineService({ name: 'standing', description: 'For this spec.', config: Config, module: StandingModule, migrations: [Foundation1700000000000, Messaging1700000000001, Erasure1700000000003] });

let service: StartedService | undefined;
let sender: EventSender | undefined;
afterAll(async () => {
  goOn();
  await sender?.close();
  await service?.stop();
}, 60_000);

async function lag(managementUrl: string): Promise<number> {
  const text = await (await fetch(`${managementUrl}/metrics`)).text();
  return [...text.matchAll(/^consumer_lag_records{[^}]*topic="crm"[^}]*} (\d+)$/gm)].reduce((sum, [, value]) => sum + Number(value), 0);
}

test('how far a consumer is behind is told also while nothing comes to its end', async () => {
  const { managementUrl, kafkaPrefix } = (service = await startService(standing));
  sender = new EventSender(kafkaPrefix);
  await eventually(async () => expect((await fetch(`${managementUrl}/health/ready`)).status).toBe(200), { timeoutMs: 60_000 });
  expect(await lag(managementUrl)).toBe(0);
  for (const account of ['a', 'a', 'b']) await sender.send(crm, 'account.upserted.v1', account, { accountId: account, name: 'Walmart Inc.', country: 'US', named: false, directPipeline: false });
  await eventually(async () => expect(await lag(managementUrl)).toBe(3), { timeoutMs: 30_000 });
  goOn();
  await eventually(async () => expect(await lag(managementUrl)).toBe(0), { timeoutMs: 30_000 });
}, 120_000);
