import { randomUUID } from 'node:crypto';
import { applications } from '#libs/contracts/events/applications';
import { partners } from '#libs/contracts/events/partners';
import type { EventSender } from '#libs/testing/event-sender';
import { eventually } from '#libs/testing/eventually';
import { field, list } from '../../../../tools/demo/report.ts';
import { idOf, words, type Caller, type TextWriter } from '../text-writer.ts';

/** An event that nobody can handle, and a mail whose link nobody can open: an operator gives both up, and says why. */
export async function operations(writer: TextWriter, admin: Caller, sender: EventSender): Promise<void> {
  const [parked, mailed] = [randomUUID(), randomUUID()];
  await sender.sendRaw(partners, 'partner.approved.v1', parked, { tier: writer.text });
  const applicant = { name: 'Jane Doe', email: `jane-${mailed}@example.com`, locale: 'en' } as const;
  const data = { reference: 'APP-7K3M-9QXD', companyName: writer.text, applicant, statusLink: 'a.b.c.d.e', requestedAt: new Date().toISOString() };
  await sender.send(applications, 'application.status_link_requested.v1', mailed, data, { sequence: 1 });

  const event = await eventually(async () => found(list(await writer.read('/api/operations/parked-events', admin), 'items'), 'key', parked));
  await writer.call('POST /api/operations/parked-events/{id}/discard', { as: admin, in: { id: idOf(event) }, json: { reason: words } });
  const mail = await eventually(async () => found(list(await writer.read('/api/notifications/failed-mails', admin), 'items'), 'recipient', applicant.email));
  await writer.call('POST /api/notifications/failed-mails/{id}/discard', { as: admin, in: { id: idOf(mail) }, json: { reason: words } });
}

function found(items: readonly unknown[], by: string, value: string): unknown {
  const item = items.find((it) => field(it, by) === value);
  if (item === undefined) throw new Error(`Nothing with the ${by} ${value} among ${items.length}.`);
  return item;
}
