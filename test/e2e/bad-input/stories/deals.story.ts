import { randomUUID } from 'node:crypto';
import { crm } from '#libs/contracts/events/crm';
import type { EventSender } from '#libs/testing/event-sender';
import { eventually } from '#libs/testing/eventually';
import { day } from '../../../../tools/demo/dealing.ts';
import { field, list } from '../../../../tools/demo/report.ts';
import { idOf, words, type Caller, type TextWriter } from '../text-writer.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const registration = { account: { name: words, country: 'US' }, productFamilies: ['cloud-scanner'], estimatedValue: usd('1000.00'), contract: 'one_off', expectedCloseOn: day(90), contactName: words, notes: words };
const activity = { kind: 'call', date: day(0), note: words };

/** Deals that end in every way; returns the one that was won. */
export async function deals(writer: TextWriter, admin: Caller, owner: Caller): Promise<string> {
  const first = await eventually(() => writer.call('POST /api/deals', { as: owner, json: registration }));
  const register = async () => idOf(await writer.call('POST /api/deals', { as: owner, json: registration }));
  const step = async (id: string, name: string, json: unknown, as = admin) => {
    await writer.call(`POST /api/deals/{id}/${name}`, { in: { id }, as, json });
    for (const reader of [owner, admin]) await writer.call('GET /api/deals/{id}', { in: { id }, as: reader });
  };
  const worked = async (id: string) => {
    await step(id, 'approve', { note: words });
    await step(id, 'activities', activity, owner);
    await step(id, 'extension', { reason: words }, owner);
  };
  const won = idOf(first);
  await step(won, 'return', { note: words });
  await step(won, 'resubmit', registration, owner);
  await worked(won);
  await step(won, 'extension/grant', { note: words });
  await step(won, 'won', { amount: usd('1000.00'), closedOn: day(0), note: words });

  const lost = await register();
  await worked(lost);
  await step(lost, 'extension/refuse', { note: words });
  await step(lost, 'lost', { reason: words });
  await step(await register(), 'reject', { reason: 'other', note: words });
  await step(await register(), 'withdraw', { reason: words }, owner);
  return won;
}

/** Of a deal that nobody knows, so that a person has to look. */
export async function heldReport(writer: TextWriter, admin: Caller, sender: EventSender): Promise<void> {
  const dealId = randomUUID();
  await sender.send(crm, 'opportunity.lost.v1', dealId, { dealId, reason: writer.text, closedOn: day(0) });
  const id = await eventually(async () => {
    const held = list(await writer.read('/api/deals/reports', admin), 'items').find((report) => field(report, 'dealId') === dealId);
    if (held === undefined) throw new Error(`No report of the deal ${dealId} is held.`);
    return idOf(held);
  });
  await writer.call('POST /api/deals/reports/{id}/settle', { in: { id }, as: admin, json: { note: words } });
  await writer.call('GET /api/deals/reports', { as: admin, query: { settled: 'true' } });
}

/** Whoever registers has to wait for a person from now on; and a change that is called off. */
export async function dealSettings(writer: TextWriter, admin: Caller): Promise<void> {
  await writer.call('POST /api/deals/settings', { as: admin, json: { key: 'auto_approve', value: false, reason: words } });
  const coming = await writer.call('POST /api/deals/settings', { as: admin, json: { key: 'extension_days', value: 30, effectiveFrom: new Date(Date.now() + 86_400_000).toISOString(), reason: words } });
  await writer.read('/api/deals/settings', admin);
  await writer.call('POST /api/deals/settings/cancel', { as: admin, json: { id: idOf(coming), reason: words } });
}
