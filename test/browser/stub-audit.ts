// The trail as identity would list it: facts of several services, some of them long, some of them unheard of.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000004${String(number).padStart(2, '0')}`;
const nobody = { kind: 'system', id: null, partnerId: null, name: null, company: null };
const priya = { kind: 'vendor', id: '0191d3a0-0000-7000-8000-0000000000f1', partnerId: null, name: 'Priya Raman', company: null };
const amara = { kind: 'user', id: idOf(1), partnerId: idOf(2), name: 'Amara Okafor', company: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung' };
const base = { service: 'identity', why: null, details: {}, correlationId: 'c0ffee', hash: '8f'.repeat(32) };

const trail = [
  { ...base, position: 412, at: hours(-1), actor: priya, action: 'user.changed', subject: { kind: 'user', id: idOf(3), name: 'Tomasz Wiśniewski' }, details: { roles: 'partner_manager reviewer', rolesBefore: 'reviewer', status: 'active', statusBefore: 'active' } },
  { ...base, position: 411, at: hours(-2), service: 'applications', actor: priya, action: 'application.rejected', subject: { kind: 'application', id: idOf(4), name: null }, why: 'They sell to consumers alone.\nWe have told them whom to ask.', details: { from: 'in_review', to: 'rejected' } },
  { ...base, position: 410, at: hours(-3), actor: amara, action: 'session.opened', subject: { kind: 'user', id: idOf(1), name: 'Amara Okafor' }, details: { session: idOf(5) } },
  { ...base, position: 409, at: hours(-4), service: 'leads', actor: { ...nobody, id: 'leads.sweeps' }, action: 'deal.some_new_step', subject: { kind: 'deal', id: idOf(6), name: null }, correlationId: null },
];
const older = [
  { ...base, position: 17, at: hours(-895), service: 'leads', actor: priya, action: 'setting.published', subject: { kind: 'setting', id: 'protection_days', name: null }, why: 'Deals close faster now.', details: { value: 60, valueBefore: 90, effectiveFrom: '2026-11-26T12:00:00.000Z' } },
  { ...base, position: 16, at: hours(-896), service: 'commissions', actor: priya, action: 'invoice.reported', subject: { kind: 'invoice', id: '2026-11-45', name: null }, details: { invoiceId: '2026-11-45', dealId: idOf(6), outcome: 'booked', amount: '4200000.00', currency: 'USD' } },
  { ...base, position: 15, at: hours(-897), service: 'applications', actor: priya, action: 'tier.published', subject: { kind: 'tier', id: 'gold', name: null }, details: { version: 2, requirements: 'annual_revenue USD 6000000.00, certified_professionals 1', requirementsBefore: 'annual_revenue USD 5000000.00, certified_professionals 1' } },
  { ...base, position: 14, at: hours(-898), service: 'applications', actor: priya, action: 'success_story.withdrawn', subject: { kind: 'success_story', id: idOf(7), name: null }, details: { company: 'CyberTech Solutions', versionsCancelled: null } },
  { ...base, position: 13, at: hours(-899), service: 'applications', actor: { ...nobody, kind: 'public' }, action: 'join_request.made', subject: { kind: 'join_request', id: idOf(8), name: null }, details: { partnerId: idOf(2) } },
  { ...base, position: 12, at: hours(-900), actor: nobody, action: 'signing_key.rotated', subject: { kind: 'signing_key', id: 'k-1', name: null } },
];

export const verified = { run: 'daily', startedAt: hours(-5), finishedAt: hours(-5), entries: 398, intact: true, brokenAt: null, fault: null };

export function stubAudit(stub: Stub): void {
  stub.on('GET', '/api/audit/verification', (_arrived, response) => json(response, 200, { entries: 412, last: verified }));
  stub.on('GET', '/api/audit', ({ url }, response) => {
    const query = new URL(url, stub.url).searchParams;
    if (query.get('cursor') === 'older') return json(response, 200, { items: older, nextCursor: null });
    const [actor, action, subject] = ['actor', 'action', 'subject'].map((name) => query.get(name));
    const found = trail.filter((entry) => (!actor || [entry.actor.id, entry.actor.kind].includes(actor)) && (!action || entry.action.startsWith(`${action}.`)) && (!subject || [entry.subject.id, entry.subject.kind].includes(subject)));
    return json(response, 200, { items: found, nextCursor: found.length === trail.length ? 'older' : null });
  });
}
