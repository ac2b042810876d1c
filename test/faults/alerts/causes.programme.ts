import { field } from '../../../tools/demo/report.ts';
import { approved, paid, won } from '../ledger-stream.ts';
import type { Cause } from './cause.ts';
import type { Stage } from './stage.ts';

const today = (): string => new Date().toISOString().slice(0, 10);
const parked = '/api/operations/parked-events?limit=100';

/** A partner with a deal that is won, and an invoice of it that commissions has entered. */
async function invoiced(stage: Stage) {
  const partner = approved('gold');
  const deal = won(partner.key);
  const invoice = paid(deal.key, today());
  await stage.tell(partner, deal, invoice.event);
  const entered = async (): Promise<boolean> => ((await stage.sql('commissions', 'SELECT 1 FROM commission WHERE invoice_id = $1', [invoice.invoiceId])).rowCount ?? 0) > 0;
  while (!(await entered()));
  return { deal, invoice };
}

export const unreadableEvent: Cause = {
  how: 'the CRM reports an invoice without an amount',
  end: 'an admin discards the event with a reason',
  expected: [{ alert: 'EventsHeld', service: 'commissions' }],
  begin: async (stage) => {
    const { event } = paid(approved('gold').key, today());
    await stage.tell({ ...event, data: { invoiceId: 'INV-broken' } });
    return () => stage.each(parked, (id) => stage.admin.post(`/api/operations/parked-events/${id}/discard`, { reason: 'Of the alerts run.' }));
  },
};

export const handlerFails: Cause = {
  how: 'leads cannot write a new partner (a trigger raises), as after a faulty release',
  end: 'the trigger is dropped, and an admin replays the event',
  expected: [{ alert: 'EventsRetried', service: 'leads' }],
  begin: async (stage) => {
    await stage.sql('leads', "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'of the alerts run'; END $$; CREATE TRIGGER refuse BEFORE INSERT ON partner FOR EACH ROW EXECUTE FUNCTION refuse()");
    await stage.tell(approved('gold'));
    return async () => {
      await stage.sql('leads', 'DROP TRIGGER refuse ON partner; DROP FUNCTION refuse()');
      await stage.each(parked, (id) => stage.admin.post(`/api/operations/parked-events/${id}/replay`, {}));
    };
  },
};

export const promiseBroken: Cause = {
  how: 'the promised time of an application is moved into the past (UPDATE), as if the company had waited for two days',
  end: 'an admin takes it and decides',
  expected: [{ alert: 'ApplicationsOverdue' }],
  begin: async (stage) => {
    const id = field((await stage.apply()).body, 'id');
    await stage.sql('applications', "UPDATE application SET clock_due_at = now() - interval '1 hour' WHERE id = $1", [id]);
    return async () => {
      await stage.signIn();
      await stage.admin.post(`/api/applications/${id}/review`, {});
      return stage.admin.post(`/api/applications/${id}/reject`, { reason: 'needs_more_detail', note: 'Of the alerts run.' });
    };
  },
};

export const ledgerWrittenTo: Cause = {
  how: 'the administrator of the database adds a cent to an entry, past every trigger; commissions’ own role cannot',
  end: 'takes it away again',
  expected: [{ alert: 'LedgerUnsound' }],
  begin: async (stage) => {
    const { invoice } = await invoiced(stage);
    const add = (cents: number) => async () => {
      const session = await stage.connection('commissions');
      await session.query('SET session_replication_role = replica');
      const of = 'SELECT j.id FROM journal j JOIN commission c ON c.id = j.commission_id WHERE c.invoice_id = $1 LIMIT 1';
      await session.query(`UPDATE entry SET amount_minor = amount_minor + ${cents} WHERE account = 'held' AND journal_id = (${of})`, [invoice.invoiceId]);
      await session.end();
    };
    await add(1)();
    return add(-1);
  },
};

export const trailWrittenTo: Cause = {
  how: 'the administrator of the database changes what the first entry of the audit trail says, past its trigger; identity’s own role cannot',
  end: 'writes again what it said; the next run finds the trail intact',
  expected: [{ alert: 'AuditTrailBroken' }],
  begin: async (stage) => {
    const write = (action: string) => async () => {
      const session = await stage.connection('identity');
      await session.query('SET session_replication_role = replica');
      await session.query(`UPDATE audit_entry SET action = ${action} WHERE position = 1`);
      await session.end();
    };
    await write("action || '.'")();
    return write("rtrim(action, '.')");
  },
};

export const contradiction: Cause = {
  how: 'the CRM reports the same invoice again with another amount',
  end: 'an admin settles the contradiction',
  expected: [{ alert: 'ContradictionsOpen' }],
  begin: async (stage) => {
    const { deal, invoice } = await invoiced(stage);
    const { event } = paid(deal.key, today());
    await stage.tell({ ...event, data: { ...event.data, invoiceId: invoice.invoiceId, amount: { amount: '99999999.99', currency: 'USD' } } });
    return () => stage.each('/api/commissions/exceptions?limit=100', (id) => stage.admin.post(`/api/commissions/exceptions/${id}/settle`, { reason: 'Of the alerts run.' }));
  },
};
