// The people of a company as identity would list them, and as they are after what is done to them.
import { z } from 'zod';
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { managers } from './stub-team-partners.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
const idOf = (number: number) => `0191d3a0-0000-7000-8000-0000000003${String(number).padStart(2, '0')}`;
const partnerId = '0191d3a0-0000-7000-8000-000000000002';
const base = { locale: 'en', partnerId, company: 'Northwind Defence GmbH', status: 'active', invitedAt: hours(-900), activatedAt: hours(-890), lastSignInAt: hours(-3), version: 2 };

const team = () => [
  { ...base, id: idOf(1), name: 'Lena Vogel', email: 'lena.vogel@northwind-defence.example', roles: ['seller'], status: 'invited', activatedAt: null, lastSignInAt: null, invitedAt: hours(-30), version: 1 },
  { ...base, id: '0191d3a0-0000-7000-8000-000000000001', name: 'Amara Okafor', email: 'amara.okafor@northwind-defence.example', roles: ['owner'] },
  { ...base, id: idOf(2), name: 'Maximiliane Freifrau von Schwarzenberg-Hohenlohe', email: 'maximiliane.von.schwarzenberg-hohenlohe@northwind-defence-vertriebsgesellschaft.example', roles: ['owner', 'partner_finance', 'seller', 'technical'] },
  { ...base, id: idOf(3), name: 'Ben Adler', email: 'ben.adler@northwind-defence.example', roles: ['technical'], status: 'disabled' },
];
type Member = ReturnType<typeof team>[number];

const change = z.object({ roles: z.array(z.string()).optional(), disabled: z.boolean().optional() });
const problem = (code: string, status: number, more: object = {}) => ({ type: 'about:blank', title: 'Refused', status, code, correlationId: 'c0ffee', ...more });

const session = (number: number, opened: number, used: number, current: boolean) => ({ id: idOf(number), openedAt: hours(opened), lastUsedAt: hours(used), expiresAt: hours(9), current });
const wishes = z.object({ items: z.array(z.object({ kind: z.string(), mail: z.string().optional(), feed: z.boolean().optional() })) });

/** The own account, and how one is told of news; every call begins anew. */
export function stubOwnAccount(stub: Stub): void {
  let preferences = { name: 'Amara Okafor', locale: 'en', notifications: { mail: true, feed: true } };
  let sessions = [session(40, -5, 0, true), session(41, -60, -20, false), session(42, -100, -30, false)];
  let items = ['deals', 'deal_reminders', 'commission', 'colleagues'].map((kind) => ({ kind, mail: kind === 'commission' ? 'daily' : 'at_once', feed: true }));
  stub.on('GET', '/api/me/preferences', (_arrived, response) => json(response, 200, preferences));
  stub.on('PATCH', '/api/me/preferences', ({ body }, response) => {
    preferences = { ...preferences, ...z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString())) };
    json(response, 200, preferences);
  });
  stub.on('POST', '/api/me/password', ({ body }, response) => {
    if (body.toString().includes('"wrong"')) json(response, 422, problem('identity/current-password-wrong', 422, { errors: [{ pointer: '/currentPassword', detail: 'is not the current password' }] }));
    else if (body.toString().includes('"short"')) json(response, 422, problem('identity/password-refused', 422, { errors: [{ pointer: '/password', detail: 'must have at least 12 characters' }], reasons: ['too_short'] }));
    else response.writeHead(204).end();
  });
  stub.on('GET', '/api/me/sessions', (_arrived, response) => json(response, 200, { items: sessions }));
  stub.on('POST', '/api/me/sessions/end-others', (_arrived, response) => {
    sessions = sessions.filter(({ current }) => current);
    json(response, 200, { ended: 2 });
  });
  stub.on('GET', '/api/notifications/preferences', (_arrived, response) => json(response, 200, { items }));
  stub.on('PATCH', '/api/notifications/preferences', ({ body }, response) => {
    const wanted = wishes.parse(JSON.parse(body.toString())).items;
    items = items.map((item) => ({ ...item, ...wanted.find(({ kind }) => kind === item.kind) }));
    json(response, 200, { items });
  });
}

/** Every call begins with the same people. */
export function stubPeople(stub: Stub): void {
  let people: Member[] = team();
  stub.on('GET', '/api/users', (_arrived, response) => json(response, 200, { items: people, nextCursor: null }));
  stub.on('POST', '/api/users', ({ body }, response) => {
    const wanted: unknown = JSON.parse(body.toString());
    if (body.toString().includes('taken@')) json(response, 409, problem('identity/email-unavailable', 409, { errors: [{ pointer: '/email', detail: 'already has an account or cannot be given one' }] }));
    else json(response, 201, { ...base, ...z.object({ name: z.string(), email: z.string(), roles: z.array(z.string()) }).parse(wanted), id: idOf(9), status: 'invited', version: 1 });
  });
  for (const { id } of people) {
    stub.on('PATCH', `/api/users/${id}`, ({ body, headers }, response) => {
      const person = people.find((it) => it.id === id);
      if (!person || headers['if-match'] !== `"${person.version}"`) return json(response, 412, problem('http/precondition-failed', 412));
      const { roles = person.roles, disabled } = change.parse(JSON.parse(body.toString()));
      const standing = disabled === undefined ? person.status : disabled ? 'disabled' : person.activatedAt === null ? 'invited' : 'active';
      const changed = { ...person, roles, status: standing, version: person.version + 1 };
      people = people.map((it) => (it.id === id ? changed : it));
      return json(response, 200, changed);
    });
    stub.on('POST', `/api/users/${id}/activation-link`, (_arrived, response) => json(response, 202, people.find((it) => it.id === id)));
  }
}

/** The vendor's people, and those of its partners beside them. */
export function stubEverybody(stub: Stub): void {
  const vendor = { ...base, partnerId: null, company: null };
  const [lena, amara] = team();
  const everybody = [
    { ...vendor, id: '0191d3a0-0000-7000-8000-0000000000f1', name: 'Priya Raman', email: 'priya.raman@enterprise-scanner.example', roles: ['admin'] },
    { ...vendor, id: idOf(21), name: 'Tomasz Wiśniewski', email: 'tomasz.wisniewski@enterprise-scanner.example', roles: ['partner_manager', 'reviewer'] },
    { ...vendor, id: idOf(22), name: 'Grace Mbeki', email: 'grace.mbeki@enterprise-scanner.example', roles: ['finance'], status: 'disabled' },
    lena, { ...amara, company: 'Northwind Defence GmbH & Co. Kommanditgesellschaft für Sicherheitsberatung' },
  ];
  stub.on('GET', '/api/users', ({ url }, response) => {
    const query = new URL(url, stub.url).searchParams;
    // On a partner's own page.
    if (query.has('partnerId')) return json(response, 200, { items: team(), nextCursor: null });
    // Of whoever looks after partners, the pages of partners ask without a side.
    if (!query.has('side') && query.get('role') === 'partner_manager') return json(response, 200, { items: managers, nextCursor: null });
    const fits = (person: object) => {
      const { partnerId: of, name, roles } = z.object({ partnerId: z.string().nullable(), name: z.string(), roles: z.array(z.string()) }).parse(person);
      return (of === null) === (query.get('side') !== 'partner') && name.toLowerCase().includes((query.get('q') ?? '').toLowerCase()) && (query.get('role') === null || roles.includes(query.get('role') ?? ''));
    };
    return json(response, 200, { items: everybody.filter((person) => person !== undefined && fits(person)), nextCursor: null });
  });
}
