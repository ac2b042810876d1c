import { randomUUID } from 'node:crypto';
import type { OutsideClient } from './client.ts';
import { applicationOf, madeUpCompany, person, type DemoCompany, type Person } from './companies.ts';
import { eventually } from './eventually.ts';
import { activateAndSignIn, bringIn, signIn, somebody, type World } from './people.ts';
import { field, list } from './report.ts';

export interface Team {
  readonly admin: OutsideClient;
  readonly manager: OutsideClient;
  readonly managerEmail: string;
}

/** What is public: the programme, and whether one would qualify. */
export async function lookAround(world: World): Promise<void> {
  world.report.chapter('A visitor looks at the programme');
  const visitor = somebody(world);
  const programme = await visitor.get('/api/programme');
  world.report.step('The programme, from the database', programme, 200);
  world.report.holds('three tiers, Gold at 30 %', list(programme.body, 'tiers').some((tier) => field(tier, 'code') === 'gold' && Number(field(tier, 'commissionPercent')) === 30));
  const figures = {
    annualRevenue: { amount: '12000000.00', currency: 'USD' },
    yearsInCybersecurity: 9,
    certifiedProfessionals: 14,
    fortune500Relationships: 6,
    dedicatedPractice: false,
  };
  world.report.step('Which tier would we qualify for?', await visitor.post('/api/programme/qualification', figures), 200);
}

/** A company applies, is asked, answers, is approved; its owner activates and invites a colleague. */
export async function approvedPartner(world: World, team: Team): Promise<{ company: DemoCompany; owner: Person; ownerClient: OutsideClient; seller: OutsideClient }> {
  const { report, inbox } = world;
  const company = madeUpCompany('Northwind Defence', 'GmbH', 'DE');
  const owner = person('Amara', 'Okafor', company.domain);
  const visitor = somebody(world);

  report.chapter('A company applies');
  const broken = { ...applicationOf(company, owner), company: { legalName: '', country: 'Germany' } };
  const refused = await visitor.post('/api/partners/apply', broken);
  report.step('A form with mistakes comes back field by field', refused, 422);
  report.holds('every mistake has a pointer', list(refused.body, 'errors').every((error) => field(error, 'pointer').startsWith('/')));
  const key = randomUUID();
  const applied = await visitor.post('/api/partners/apply', applicationOf(company, owner), { idempotencyKey: key });
  report.step(`${company.legalName} applies for Gold`, applied, 201);
  const again = await visitor.post('/api/partners/apply', applicationOf(company, owner), { idempotencyKey: key });
  report.step('The same request once more (a double click) gets the same answer', again, 201);
  report.holds('one application, one reference', field(again.body, 'reference') === field(applied.body, 'reference'));
  const id = field(applied.body, 'id');
  const received = await inbox.tokenFor(owner.email, '/application-status');
  report.note(`mail to the applicant: “${received.mail.subject}”`);
  const duplicate = await visitor.post('/api/partners/apply', applicationOf(company, person('Ben', 'Adler', company.domain)), { idempotencyKey: randomUUID() });
  report.step('A colleague applies for the same company and is told what to do instead', duplicate, 409);

  report.chapter('The team reviews it inside 48 hours');
  report.step('The queue, what is due first', await team.manager.get('/api/partners?status=submitted&sort=decisionDueAt&limit=5'), 200);
  report.step('The partner manager takes it', await team.manager.post(`/api/applications/${id}/review`, {}), 200);
  report.step('and asks a question; the clock stands still', await team.manager.post(`/api/applications/${id}/more-info`, { question: 'Which insurers do you advise today?' }), 200);
  const asked = await inbox.tokenFor(owner.email, '/application-status', new Set([received.mail.id]));
  report.note(`mail to the applicant: “${asked.mail.subject}”`);
  const status = await visitor.get(`/api/applications/status/${asked.token}`);
  report.step('The link in the mail shows the question', status, 200);
  report.holds('the clock is paused', field(status.body, 'clock', 'state') === 'paused');
  report.step('The applicant answers', await visitor.post(`/api/applications/status/${asked.token}/answer`, { answer: 'Three regional insurers and one reinsurer.' }, { idempotencyKey: randomUUID() }), 200);
  report.step('The reviewer sees fields, evaluation, history', await team.manager.get(`/api/applications/${id}`), 200);
  report.step('Approved at Gold', await team.manager.post(`/api/applications/${id}/approve`, { tier: 'gold', note: 'Strong insurance practice.' }, { idempotencyKey: randomUUID() }), 200);
  const late = await team.manager.post(`/api/applications/${id}/reject`, { reason: 'other' });
  report.step('A decision is final', late, 409);

  report.chapter('The owner comes in');
  const invitation = await inbox.tokenFor(owner.email, '/activate');
  report.note(`mail to the owner: “${invitation.mail.subject}”`);
  const { client: ownerClient } = await activateAndSignIn(world, owner.email, invitation.token, owner.firstName);
  const used = await visitor.post('/api/activation', { token: invitation.token, password: 'Another-fine-passphrase-17' });
  report.step('The link works once', used, 410);
  const mine = await ownerClient.get('/api/partners/mine');
  report.step('What the partner sees of itself', mine, 200);
  report.holds('Gold, with a partner manager', field(mine.body, 'tier') === 'gold' && field(mine.body, 'managerId') !== '');
  const colleague = person('Jonas', 'Weber', company.domain);
  const { client: seller } = await bringIn(world, ownerClient, 'A colleague', { email: colleague.email, name: 'Jonas Weber', roles: ['seller'] });
  report.step('The colleague cannot see other companies’ applications', await seller.get('/api/partners'), 403);
  return { company, owner, ownerClient, seller };
}

/** Somebody else of an active partner's company asks to join; the owner invites. */
export async function joinRequest(world: World, company: DemoCompany, ownerClient: OutsideClient): Promise<void> {
  const { report, inbox } = world;
  report.chapter('Somebody else of the company wants in');
  const visitor = somebody(world);
  const technician = person('Lena', 'Vogel', company.domain);
  const application = applicationOf(company, technician);
  const duplicate = await visitor.post('/api/partners/apply', application, { idempotencyKey: randomUUID() });
  report.step('Applying again: the company is a partner already', duplicate, 409);
  const href = field(duplicate.body, 'nextStep', 'href');
  report.holds('the next step is to ask the company’s owners', field(duplicate.body, 'nextStep', 'action') === 'request_to_join');
  const { legalName, website, country } = application.company;
  const request = { company: { legalName, website, country }, contact: application.contact, message: 'I run the integration.' };
  report.step('She asks to join', await visitor.post(href, request, { idempotencyKey: randomUUID() }), 202);
  const open = await eventually(() => ownerClient.get('/api/partners/join-requests?status=open'), (answer) => list(answer.body, 'items').length === 1);
  report.step('The owner sees the request', open, 200);
  const id = field(open.body, 'items', 0, 'id');
  report.step('and invites her', await ownerClient.post(`/api/partners/join-requests/${id}/accept`, { roles: ['technical'] }, { idempotencyKey: randomUUID() }), 200);
  const { token, mail } = await inbox.tokenFor(technician.email, '/activate');
  report.note(`mail to her: “${mail.subject}”`);
  await activateAndSignIn(world, technician.email, token, technician.firstName);
}

/** A rejected company may come back; a namesake may contest. */
export async function rejections(world: World, team: Team): Promise<void> {
  const { report, inbox } = world;
  report.chapter('Rejected, and back again');
  const visitor = somebody(world);
  const company = madeUpCompany('Harbour Light Security', 'Inc.', 'US');
  const founder = person('Mei', 'Tan', company.domain);
  const first = await visitor.post('/api/partners/apply', applicationOf(company, founder, 'authorized'), { idempotencyKey: randomUUID() });
  report.step(`${company.legalName} applies`, first, 201);
  const namesake = { ...company, domain: company.domain.replace('.com', '.net') };
  const contested = { ...applicationOf(namesake, person('Ana', 'Silva', namesake.domain)) };
  const duplicate = await visitor.post('/api/partners/apply', contested, { idempotencyKey: randomUUID() });
  report.step('A company of the same name under another domain is a duplicate, too', duplicate, 409);
  report.holds('whose next step is a look by a person', field(duplicate.body, 'nextStep', 'action') === 'contest');
  const statement = 'We are a different company with the same name.';
  const waiting = await visitor.post(field(duplicate.body, 'nextStep', 'href'), { ...contested, statement }, { idempotencyKey: randomUUID() });
  report.step('It asks for that look and waits for a reviewer', waiting, 201);
  const contestedId = field(waiting.body, 'id');
  const side = await team.manager.get(`/api/applications/${contestedId}`);
  report.step('The reviewer sees both side by side', side, 200);
  report.holds('the other one is listed as similar', list(side.body, 'similar').length > 0);
  report.step('takes it', await team.manager.post(`/api/applications/${contestedId}/review`, {}), 200);
  report.step('and finds it is a duplicate', await team.manager.post(`/api/applications/${contestedId}/reject`, { reason: 'duplicate', note: 'Same owners.' }), 200);
  const id = field(first.body, 'id');
  report.step('The first one is reviewed', await team.manager.post(`/api/applications/${id}/review`, {}), 200);
  report.step('and needs more detail', await team.manager.post(`/api/applications/${id}/reject`, { reason: 'needs_more_detail', note: 'Tell us more about your clients.' }), 200);
  const mail = await inbox.waitFor(founder.email, (candidate) => candidate.text.includes('more about your clients'), 'rejected, with the note');
  report.note(`mail to the applicant: “${mail.subject}”`);
  report.step('After “needs more detail” it may come back at once', await visitor.post('/api/partners/apply', applicationOf(company, founder, 'authorized'), { idempotencyKey: randomUUID() }), 201);
}

/** Forgotten password, new password, sign-out. */
export async function passwordReset(world: World, owner: Person): Promise<void> {
  const { report, inbox } = world;
  report.chapter('A forgotten password');
  const client = somebody(world);
  report.step('Asking for a link says nothing about who has an account', await client.post('/api/password-reset', { email: owner.email }), 202);
  const { mail, token } = await inbox.tokenFor(owner.email, '/reset-password');
  report.note(`mail: “${mail.subject}”`);
  const password = `Copper-${token.slice(0, 8)}-lantern-22`;
  report.step('A new password', await client.post('/api/password-reset/confirm', { token, password }), 204);
  await signIn(world, client, owner.email, password, owner.firstName);
  report.step('Who am I?', await client.get('/api/session'), 200);
  report.step('Sign out', await client.delete('/api/session'), 204);
  report.step('The session is gone', await client.get('/api/session'), 401);
}
