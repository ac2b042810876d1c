import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { teamAnswer, usersAnswer, userView } from '#libs/contracts/http/identity';
import { FixedClock } from '#libs/testing/fixed-clock';
import { goodPassword, identityStage, said, type IdentityStage, type Person } from '#libs/testing/identity-stage';
import { identity } from '../service.ts';

let stage: IdentityStage;
let admin: Person;
const clock = new FixedClock();

beforeAll(async () => {
  stage = await identityStage(identity, { clock, env: { OUTBOX_RELAY: 'false' } });
  admin = await stage.person({ name: 'Ada Admin' });
});
afterAll(() => stage.stop());

const email = () => `${randomUUID()}@people.example`;
const company = async (...roles: ('owner' | 'seller')[]) => {
  const partnerId = randomUUID();
  const people: Person[] = [];
  for (const role of roles) people.push(await stage.person({ roles: [role], partnerId }));
  return { partnerId, people };
};
const audited = async (subject: string) => (await stage.events('audit.recorded.v1')).flatMap((event) => (event.subject === subject ? [event.data.action] : []));

test('colleagues know each other by name, without addresses; a partner’s people know none of them', async () => {
  const finance = await stage.person({ name: 'Fiona Finance', roles: ['finance'] });
  const left = await stage.person({ name: 'Lars Left', roles: ['partner_manager'] });
  await admin.client.patch(`/api/users/${left.id}`, { disabled: true });
  const { people: [owner] } = await company('owner');
  const answer = await finance.client.get('/api/team');
  const { items } = answer.as(teamAnswer);
  expect(items).toEqual(expect.arrayContaining([{ id: admin.id, name: 'Ada Admin', roles: ['admin'], active: true }, { id: left.id, name: 'Lars Left', roles: ['partner_manager'], active: false }]));
  expect(items.map(({ id }) => id)).not.toContain(owner?.id);
  expect(JSON.stringify(answer.body)).not.toContain('@');
  expect((await owner?.client.get('/api/team'))?.status).toBe(403);
});

describe('inviting', () => {
  test("an admin invites the vendor's people, who get in by the link", async () => {
    const wanted = { email: email(), name: 'Priya Natarajan', locale: 'de', roles: ['partner_manager'] };
    const invited = await admin.client.post('/api/users', wanted);
    expect(invited).toMatchObject({ status: 201, body: { ...wanted, partnerId: null, status: 'invited', activatedAt: null, version: 1 } });
    expect((await stage.events('user.invited.v1')).at(-1)).toMatchObject({ subject: invited.body.id, data: { occasion: 'invitation', invitedBy: admin.id, companyName: null, locale: 'de' } });
    const token = await stage.mailedToken(wanted.email);
    expect(await stage.client.post('/api/activation', { token, password: goodPassword })).toMatchObject({ status: 200 });
    expect(await audited(userView.parse(invited.body).id)).toEqual(['user.invited', 'user.activated']);
  });

  test('an owner invites into the own company alone, with roles of companies alone', async () => {
    const { partnerId, people: [owner] } = await company('owner');
    const invite = (more: object) => owner!.client.post('/api/users', { email: email(), name: 'Sam Seller', roles: ['seller'], ...more });
    expect(await invite({})).toMatchObject({ status: 201, body: { partnerId, company: 'CyberTech Solutions', roles: ['seller'] } });
    expect(await invite({ roles: ['seller', 'admin'] })).toMatchObject({ status: 422, body: { code: 'identity/role-not-allowed', errors: [{ pointer: '/roles/1' }] } });
    expect(await invite({ partnerId: randomUUID() })).toMatchObject({ status: 422, body: { code: 'identity/company-not-allowed', errors: [{ pointer: '/partnerId' }] } });
  });

  test('an owner who lost the role, or the account, invites nobody with a token from before', async () => {
    const { people: [first, second] } = await company('owner', 'owner');
    const invite = (who: Person) => who.client.post('/api/users', { email: email(), name: 'Sam Seller', roles: ['seller'] });
    expect(await admin.client.patch(`/api/users/${first!.id}`, { roles: ['seller'] })).toMatchObject({ status: 200 });
    expect(await invite(first!)).toMatchObject({ status: 403, body: { code: 'auth/forbidden' } });
    expect(await invite(second!)).toMatchObject({ status: 201 });
    expect(await first!.client.get('/api/users')).toMatchObject({ status: 200, body: { items: [{ id: first!.id }] } });
    expect(await first!.client.patch(`/api/users/${second!.id}`, { disabled: true })).toMatchObject({ status: 404 });
  });

  test('an admin may open an account in a company, where the owner cannot', async () => {
    const { partnerId } = await company('seller');
    const invite = (more: object) => admin.client.post('/api/users', { email: email(), name: 'Olga Owner', roles: ['owner'], ...more });
    expect(await invite({ partnerId })).toMatchObject({ status: 201, body: { partnerId, roles: ['owner'] } });
    expect(await invite({ partnerId: randomUUID() })).toMatchObject({ status: 422, body: { code: 'identity/company-not-allowed' } });
    expect(await invite({})).toMatchObject({ status: 422, body: { code: 'identity/role-not-allowed' } });
  });

  test('a taken address is refused in the same words wherever it is taken, also at the same moment', async () => {
    const { people: [owner] } = await company('owner');
    const own = await owner!.client.post('/api/users', { email: email(), name: 'One', roles: ['seller'] });
    const problems = await Promise.all([own.body.email, admin.email].map((taken) => owner!.client.post('/api/users', { email: taken, name: 'Two', roles: ['seller'] })));
    expect(problems[0]).toMatchObject({ status: 409, body: { code: 'identity/email-unavailable', errors: [{ pointer: '/email' }] } });
    expect(new Set(problems.map(said)).size).toBe(1);
    const raced = email();
    const answers = await Promise.all(Array.from({ length: 8 }, () => admin.client.post('/api/users', { email: raced, name: 'Race', roles: ['finance'] })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });

  test('the same Idempotency-Key invites once, and the stored answer holds no link', async () => {
    const body = { email: email(), name: 'Once', roles: ['finance'] };
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = [await admin.client.post('/api/users', body, { headers }), await admin.client.post('/api/users', body, { headers })];
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await admin.client.post('/api/users', { ...body, name: 'Twice' }, { headers })).toMatchObject({ status: 422 });
    const token = await stage.mailedToken(body.email);
    expect(JSON.stringify(await stage.database.query('SELECT answer FROM idempotency_key'))).not.toContain(token);
  });

  test.each([
    ['template text', '{{constructor.constructor("return process")()}} <b>${7*7}</b>'],
    ['right-to-left letters', 'عبد الله محمد'],
    ['emoji', '👩‍🚀 Zoë 🦊'],
    ['SQL', "Robert'); DROP TABLE user_account;--"],
    ['one character', 'X'],
  ])('keeps a name as it is: %s', async (_, name) => {
    const invited = await admin.client.post('/api/users', { email: email(), name, roles: ['finance'] });
    expect(invited).toMatchObject({ status: 201, body: { name } });
    expect((await stage.events('user.invited.v1')).at(-1)?.data.name).toBe(name);
  });

  test.each([
    ['header injection in the name', { name: 'Eve\r\nBcc: all@people.example' }, '/name'],
    ['header injection in the address', { email: 'eve@people.example\nBcc: x@y.example' }, '/email'],
    ['a NUL', { name: 'E\u0000ve' }, '/name'],
    ['a bidirectional override', { name: 'Eve\u202Egnp.exe' }, '/name'],
    ['a name of 202', { name: 'x'.repeat(202) }, '/name'],
    ['an unknown role', { roles: ['root'] }, '/roles/0'],
    ['no role', { roles: [] }, '/roles'],
    ['an unknown language', { locale: 'tlh' }, '/locale'],
    ['an unknown field', { status: 'active' }, '/status'],
  ])('refuses %s', async (_, wrong, pointer) => {
    const answer = await admin.client.post('/api/users', { email: email(), name: 'Eve', roles: ['finance'], ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });
});

describe('a fresh link', () => {
  test('kills the old one, for who is invited alone', async () => {
    const { people: [owner] } = await company('owner');
    const invited = userView.parse((await owner!.client.post('/api/users', { email: email(), name: 'Slow', roles: ['seller'] })).body);
    const old = await stage.mailedToken(invited.email);
    const again = () => owner!.client.post(`/api/users/${invited.id}/activation-link`);
    clock.advance({ seconds: 20.5 });
    const refused = await again();
    expect(refused).toMatchObject({ status: 429, body: { code: 'identity/link-just-sent' } });
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(await stage.mailedToken(invited.email)).toBe(old);
    clock.advance({ seconds: 40 });
    const both = await Promise.all([again(), again()]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 429]);
    clock.advance({ minutes: 1 });
    expect(await owner!.client.post(`/api/users/${invited.id}/activation-link`)).toMatchObject({ status: 202 });
    const fresh = await stage.mailedToken(invited.email);
    expect(await stage.client.post('/api/activation', { token: old, password: goodPassword })).toMatchObject({ status: 410 });
    expect(await stage.client.post('/api/activation', { token: fresh, password: goodPassword })).toMatchObject({ status: 200 });
    expect(await owner!.client.post(`/api/users/${invited.id}/activation-link`)).toMatchObject({ status: 409, body: { code: 'identity/not-awaiting-activation' } });
    expect(await owner!.client.post(`/api/users/${admin.id}/activation-link`)).toMatchObject({ status: 404 });
    expect(await owner!.client.post('/api/users/not-an-id/activation-link')).toMatchObject({ status: 404 });
  });

  test("is sent by an admin too, to the vendor's people and to a company's", async () => {
    const { people: [owner] } = await company('owner');
    for (const [inviter, roles] of [[admin, ['reviewer']], [owner!, ['seller']]] as const) {
      const invited = userView.parse((await inviter.client.post('/api/users', { email: email(), name: 'Late', roles })).body);
      const old = await stage.mailedToken(invited.email);
      const again = () => admin.client.post(`/api/users/${invited.id}/activation-link`);
      expect(await again()).toMatchObject({ status: 429, body: { code: 'identity/link-just-sent' } });
      clock.advance({ minutes: 1 });
      expect(await again()).toMatchObject({ status: 202, body: { id: invited.id, status: 'invited' } });
      expect((await stage.events('user.invited.v1')).at(-1)).toMatchObject({ subject: invited.id, data: { occasion: 'reissue', invitedBy: admin.id, roles } });
      const fresh = await stage.mailedToken(invited.email);
      expect(await stage.client.post('/api/activation', { token: old, password: goodPassword })).toMatchObject({ status: 410 });
      expect(await stage.client.post('/api/activation', { token: fresh, password: goodPassword })).toMatchObject({ status: 200 });
      expect(await again()).toMatchObject({ status: 409, body: { code: 'identity/not-awaiting-activation' } });
      expect(await audited(invited.id)).toEqual(['user.invited', 'user.link_reissued', 'user.activated']);
    }
    expect(await admin.client.post(`/api/users/${randomUUID()}/activation-link`)).toMatchObject({ status: 404 });
    const reviewer = await stage.person({ roles: ['reviewer'] });
    expect(await reviewer.client.post(`/api/users/${admin.id}/activation-link`)).toMatchObject({ status: 403 });
  });
});

describe('the list', () => {
  test("shows an owner the own company, an admin everybody, page by page, and a seller nothing", async () => {
    const { partnerId, people: [owner, seller] } = await company('owner', 'seller');
    const ids = async (person: Person, query = {}) => {
      const answer = await person.client.get('/api/users', { query: { limit: 100, ...query } });
      return usersAnswer.parse(answer.body).items.map(({ id }) => id);
    };
    expect((await ids(owner!)).toSorted()).toEqual([owner!.id, seller!.id].toSorted());
    expect(await ids(owner!, { partnerId: randomUUID() })).toEqual([]);
    expect(await ids(admin, { partnerId, role: 'seller' })).toEqual([seller!.id]);
    expect(await ids(admin, { q: seller!.email.slice(0, 12).toUpperCase() })).toEqual([seller!.id]);
    expect(await ids(admin, { q: '%' })).toEqual([]);
    const [listed] = usersAnswer.parse((await admin.client.get('/api/users', { query: { partnerId, role: 'owner' } })).body).items;
    expect(listed).toMatchObject({ company: 'CyberTech Solutions' });
    expect(await ids(admin, { q: 'cybertech sol', side: 'partner', partnerId })).toHaveLength(2);
    expect(await ids(admin, { q: 'cybertech sol', side: 'vendor' })).toEqual([]);
    expect(await ids(admin, { side: 'vendor', q: admin.email })).toEqual([admin.id]);
    expect(await ids(owner!, { side: 'vendor' })).toEqual([]);
    expect(await admin.client.get('/api/users', { query: { side: 'mine' } })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/side' }] } });
    expect(await seller!.client.get('/api/users')).toMatchObject({ status: 403 });
    const first = await admin.client.get('/api/users', { query: { limit: 3 } });
    const second = await admin.client.get('/api/users', { query: { limit: 3, cursor: first.body.nextCursor } });
    expect(new Set([first, second].flatMap(({ body }) => usersAnswer.parse(body).items.map(({ id }) => id))).size).toBe(6);
    expect(await admin.client.get('/api/users', { query: { cursor: `${first.body.nextCursor}x` } })).toMatchObject({ status: 400, body: { code: 'http/invalid-cursor' } });
    expect(await admin.client.get('/api/users', { query: { limit: 0 } })).toMatchObject({ status: 422 });
  });
});

describe('changing', () => {
  const change = (who: Person, id: string, body: object, headers = {}) => who.client.patch(`/api/users/${id}`, body, { headers });

  test('disabling ends sessions and links, enabling lets in again', async () => {
    const person = await stage.person({ roles: ['finance'] });
    expect(await change(admin, person.id, { disabled: true })).toMatchObject({ status: 200, body: { status: 'disabled' } });
    expect(await stage.client.post('/api/session/refresh', { refreshToken: person.tokens.refreshToken })).toMatchObject({ status: 401 });
    expect(await person.client.get('/api/session')).toMatchObject({ status: 401 });
    expect(await change(admin, person.id, { disabled: false })).toMatchObject({ status: 200, body: { status: 'active' } });
    expect(await stage.signIn(person.email)).toMatchObject({ status: 200 });
    expect((await stage.events('user.changed.v1')).filter(({ subject }) => subject === person.id)).toMatchObject([{ data: { status: 'disabled' } }, { data: { status: 'active' } }]);
  });

  test('an invitation that is taken back opens nothing, until the person is invited anew', async () => {
    const { people: [owner] } = await company('owner');
    const invited = userView.parse((await owner!.client.post('/api/users', { email: email(), name: 'Kim', roles: ['seller'] })).body);
    const [password, token] = [goodPassword, await stage.mailedToken(invited.email)];
    expect(await change(owner!, invited.id, { disabled: true }, { 'if-match': '"1"' })).toMatchObject({ status: 200, body: { status: 'disabled', activatedAt: null } });
    expect(await stage.client.post('/api/activation', { token, password })).toMatchObject({ status: 410 });
    expect(await owner!.client.post(`/api/users/${invited.id}/activation-link`)).toMatchObject({ status: 409 });
    expect(await change(owner!, invited.id, { disabled: false })).toMatchObject({ status: 200, body: { status: 'invited' } });
    expect(await stage.client.post('/api/activation', { token, password })).toMatchObject({ status: 410 });
    clock.advance({ minutes: 2 });
    expect(await owner!.client.post(`/api/users/${invited.id}/activation-link`)).toMatchObject({ status: 202 });
    expect(await stage.client.post('/api/activation', { token: await stage.mailedToken(invited.email), password })).toMatchObject({ status: 200 });
  });

  test('the trail says what was before and what is now', async () => {
    const person = await stage.person({ roles: ['finance'] });
    await change(admin, person.id, { roles: ['reviewer', 'finance'] });
    await change(admin, person.id, { disabled: true });
    const told = (await stage.events('audit.recorded.v1')).flatMap(({ subject, data }) => (subject === person.id && data.action === 'user.changed' ? [data.details] : []));
    expect(told).toEqual([
      { roles: 'finance reviewer', status: 'active', rolesBefore: 'finance', statusBefore: 'active' },
      { roles: 'finance reviewer', status: 'disabled', rolesBefore: 'finance reviewer', statusBefore: 'active' },
    ]);
  });

  test('nobody changes the own account, and other companies’ people do not exist', async () => {
    const [{ people: [owner] }, { people: [stranger] }] = [await company('owner'), await company('owner')];
    expect(await change(admin, admin.id, { roles: ['finance'] })).toMatchObject({ status: 409, body: { code: 'identity/own-account' } });
    expect(await change(owner!, owner!.id, { disabled: true })).toMatchObject({ status: 409, body: { code: 'identity/own-account' } });
    expect(await change(owner!, stranger!.id, { disabled: true })).toMatchObject({ status: 404 });
    expect(await change(owner!, admin.id, { disabled: true })).toMatchObject({ status: 404 });
    expect(await change(admin, randomUUID(), { disabled: true })).toMatchObject({ status: 404 });
  });

  test('no role crosses the border between vendor and company', async () => {
    const { people: [owner, seller] } = await company('owner', 'seller');
    expect(await change(owner!, seller!.id, { roles: ['admin'] })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/roles/0' }] } });
    expect(await change(admin, seller!.id, { roles: ['seller', 'finance'] })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/roles/1' }] } });
  });

  test("a company's last active owner stays, also for an admin", async () => {
    const { people: [owner, seller] } = await company('owner', 'seller');
    expect(await change(admin, owner!.id, { disabled: true })).toMatchObject({ status: 409, body: { code: 'identity/last-owner' } });
    expect(await change(admin, owner!.id, { roles: ['seller'] })).toMatchObject({ status: 409, body: { code: 'identity/last-owner' } });
    expect(await change(owner!, seller!.id, { roles: ['owner'] })).toMatchObject({ status: 200 });
    expect(await change(admin, owner!.id, { disabled: true })).toMatchObject({ status: 200 });
  });

  test('two admins who disable each other at once leave one', async () => {
    const [a, b] = [await stage.person(), await stage.person()];
    const others = await stage.database.query<{ id: string }>(`UPDATE user_account SET status = 'disabled' WHERE 'admin' = ANY (roles) AND id NOT IN ($1, $2) RETURNING id`, [a.id, b.id]);
    const answers = await Promise.all([change(a, b.id, { disabled: true }), change(b, a.id, { disabled: true })]);
    expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('identity/last-admin');
    await stage.database.query(`UPDATE user_account SET status = 'active' WHERE id = ANY ($1)`, [others.map(({ id }) => id)]);
  });

  test('If-Match guards against somebody else’s change; saying what is so already changes nothing', async () => {
    const person = await stage.person({ roles: ['finance'] });
    const first = await change(admin, person.id, { roles: ['finance', 'reviewer'] }, { 'if-match': '"2"' });
    expect(first.headers.get('etag')).toBe('"3"');
    expect(await change(admin, person.id, { roles: ['reviewer'] }, { 'if-match': '"2"' })).toMatchObject({ status: 412 });
    expect(await change(admin, person.id, { roles: ['reviewer'] }, { 'if-match': 'W/"3"' })).toMatchObject({ status: 412 });
    expect(await change(admin, person.id, { roles: ['reviewer'] }, { 'if-match': 'rubbish' })).toMatchObject({ status: 422, body: { code: 'http/invalid-if-match' } });
    expect(await change(admin, person.id, { roles: ['reviewer', 'finance', 'reviewer'] })).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await change(admin, person.id, {})).toMatchObject({ status: 422 });
  });
});

describe('preferences', () => {
  test('are told to notifications, and of the caller alone', async () => {
    const person = await stage.person({ roles: ['finance'] });
    expect(await person.client.get('/api/me/preferences')).toMatchObject({ status: 200, body: { name: 'Grace Hopper', locale: 'en', notifications: { mail: true, feed: true } } });
    const changed = await person.client.patch('/api/me/preferences', { locale: 'de', notifications: { mail: false } });
    expect(changed).toMatchObject({ status: 200, body: { locale: 'de', notifications: { mail: false, feed: true } } });
    expect((await stage.events('user.changed.v1')).at(-1)).toMatchObject({ subject: person.id, data: { locale: 'de', notifications: { mail: false, feed: true } } });
    expect(await person.client.patch('/api/me/preferences', { name: 'Grace B. Hopper' })).toMatchObject({ status: 200, body: { name: 'Grace B. Hopper', locale: 'de' } });
    expect((await stage.events('user.changed.v1')).at(-1)).toMatchObject({ subject: person.id, data: { name: 'Grace B. Hopper' } });
    expect(await audited(person.id)).toContain('user.renamed');
    expect(await person.client.patch('/api/me/preferences', { name: 'Eve\r\nBcc: all@people.example' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/name' }] } });
    expect(await person.client.patch('/api/me/preferences', { roles: ['admin'] })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/roles' }] } });
  });
});
