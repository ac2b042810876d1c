// The companies of the programme as the services would tell the vendor's people of them.
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';

const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000003${String(number).padStart(2, '0')}`;
const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
const usd = (amount: string) => ({ amount, currency: 'USD' });
const jonas = idOf(40);

export const northwindId = idOf(2);

const partner = (number: number, company: string, country: string, fields: object = {}) => ({
  id: idOf(number), reference: `APP-7K3M-9Q0${number}`, company, country, status: 'approved', tierAskedFor: 'gold', tierQualifiedFor: 'gold', tierHeld: 'gold', submittedAt: days(-320), decisionDueAt: null,
  clock: { state: 'stopped', remainingMinutes: null }, contested: false, reviewerId: null, partnerId: idOf(number), partnerStatus: 'active', partnerVersion: 4, managerId: jonas, needsManager: false, ...fields,
});
const partners = [
  partner(1, 'Blue Harbor Consulting LLC', 'US', { tierHeld: 'platinum', managerId: null, needsManager: true }),
  partner(2, 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung', 'DE'),
  partner(3, 'Oakridge Cyber Ltd', 'GB', { tierHeld: 'authorized', managerId: null, partnerStatus: 'suspended' }),
];

/** Whether the list is asked for partners, and not for applications. */
export const isOfPartners = (query: URLSearchParams): boolean => /active|suspended|left/.test(query.get('status') ?? '');

export function listedPartners(query: URLSearchParams) {
  const found = partners.filter(({ company, tierHeld, managerId, partnerStatus }) => {
    const manager = query.get('assignee');
    return company.toLowerCase().includes(query.get('q')?.toLowerCase() ?? '') && (query.get('tier') ?? tierHeld) === tierHeld && (query.get('status') ?? '').split(',').includes(partnerStatus) && (manager === null || manager === (managerId ?? 'none'));
  });
  return { items: found, nextCursor: null, total: found.length };
}

const user = (number: number, name: string, role: string, fields: object = {}) => ({
  id: idOf(number), name, email: `${name.toLowerCase().replaceAll(' ', '.')}@company.example`, locale: 'en', roles: [role], partnerId: null, status: 'active', invitedAt: days(-300), activatedAt: days(-299), lastSignInAt: days(-1), version: 1, ...fields,
});
export const managers = [user(40, 'Jonas Weidmann', 'partner_manager'), user(41, 'Maria Oliveira-Castellanos', 'partner_manager'), user(42, 'Tom Former', 'partner_manager', { status: 'disabled' })];
const people = [user(50, 'Amara Okafor', 'owner', { partnerId: northwindId }), user(51, 'Lena Vogel', 'seller', { partnerId: northwindId, status: 'invited', activatedAt: null, lastSignInAt: null })];

const deal = (number: number, name: string, status: string, amount: string) => ({
  id: idOf(number), reference: `DEAL-4T7W-2K${number}`, status, partner: { id: northwindId, companyName: partners[1]?.company ?? '' }, account: { name, website: null, country: 'DE' }, productFamilies: ['vulnerability-management'],
  estimatedValue: usd(amount), contract: 'annual', expectedCloseOn: '2027-03-31', registeredAt: days(-40), protectedUntil: null, outcome: 'clear', extension: null,
});
export const partnerDeals = [deal(60, 'Vereinigte Versicherungsgesellschaft für Industrie und Handel Aktiengesellschaft', 'won', '12600000.00'), deal(61, 'Calder Rail plc', 'approved', '840000.00')];

export function tellOfPartners(stub: Stub): void {
  for (const each of partnerDeals) stub.on('GET', `/api/deals/${each.id}`, (_arrived, response) => json(response, 200, { ...each, won: each.status === 'won' ? { amount: usd('4200000.00'), contract: 'annual', termMonths: 36, closedOn: '2026-10-30' } : null }));
  // Who looks after Northwind changes by what is sent.
  let [managerId, version] = [jonas, 4];
  stub.on('GET', '/api/users', ({ url }, response) => json(response, 200, { items: url.includes('partnerId=') ? people : managers, nextCursor: null }));
  const colleagues = [...managers.map(({ id, name, roles, status }) => ({ id, name, roles, active: status === 'active' })), { id: '0191d3a0-0000-7000-8000-0000000000f2', name: 'Sigrid Lindqvist', roles: ['reviewer'], active: true }];
  stub.on('GET', '/api/team', (_arrived, response) => json(response, 200, { items: colleagues }));
  for (const { id, company, country, tierHeld, partnerStatus } of partners) {
    const view = { id, reference: 'PAR-3C7V-2LKD', applicationId: id, company, website: 'northwind-defence.example', country, tier: tierHeld, status: partnerStatus, approvedAt: '2025-12-10T09:00:00.000Z' };
    stub.on('GET', `/api/partners/${id}`, (_arrived, response) => json(response, 200, { ...view, version, managerId }));
    stub.on('POST', `/api/partners/${id}/manager`, ({ body, headers }, response) => {
      if (headers['if-match'] !== `"${version}"`) return json(response, 412, { type: 'about:blank', title: 'Changed', status: 412, code: 'http/precondition-failed', correlationId: 'c0ffee' });
      managerId = String(JSON.parse(body.toString()).managerId);
      version += 1;
      return json(response, 200, { id, reference: view.reference, version, company, tier: tierHeld, managerId });
    });
  }
}
