import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/testing/eventually';
import { applicationOf, freshPassword, madeUpCompany, person } from '../../../../tools/demo/companies.ts';
import type { Inbox } from '../../../../tools/demo/inbox.ts';
import { field, list } from '../../../../tools/demo/report.ts';
import { idOf, tokenOf, words, type Caller, type TextWriter } from '../text-writer.ts';

/** A company comes in, a colleague and a namesake are turned away, and another takes its application back; returns the owner. */
export async function joining(writer: TextWriter, admin: Caller, inbox: Inbox): Promise<Caller> {
  const form = anApplication();
  const applied = await writer.call('POST /api/partners/apply', { json: form.body });
  const at = { in: { id: idOf(applied) }, as: admin };
  await writer.call('POST /api/applications/{id}/review', { ...at, json: {} });
  await writer.call('POST /api/applications/{id}/more-info', { ...at, json: { question: words } });
  await writer.call('GET /api/applications/status/{token}', { in: { token: tokenOf(applied) } });
  await writer.call('POST /api/applications/status/{token}/answer', { in: { token: tokenOf(applied) }, json: { answer: words } });
  const approved = await writer.call('POST /api/applications/{id}/approve', { ...at, json: { tier: 'gold', note: words } });
  const shown = await writer.call('GET /api/applications/{id}', at);
  await turnedAway(writer, admin, field(shown, 'fields', 'company', 'legalName'));

  await writer.call('POST /api/partners/{id}/manager', { as: admin, in: { id: field(approved, 'partnerId') }, json: { managerId: null } });
  const { token } = await inbox.tokenFor(form.email, '/activate');
  const password = freshPassword();
  await writer.call('POST /api/activation', { json: { token, password } });
  const owner = await writer.signIn(form.email, password);
  await colleagues(writer, owner, form.website);
  await writer.call('PATCH /api/me/preferences', { as: owner, json: { name: words } });
  await writer.read('/api/me/preferences', owner);
  return owner;
}

function anApplication() {
  const company = madeUpCompany('Plainly Good', 'GmbH', 'DE');
  const contact = person('Ola', 'Nord', company.domain);
  const plain = applicationOf(company, contact);
  const body = {
    ...plain,
    company: { ...plain.company, legalName: words, registrationNumber: words },
    contact: { ...plain.contact, firstName: words, lastName: words, jobTitle: words },
    goals: { tier: 'gold', goals: words },
  };
  return { body, email: contact.email, website: plain.company.website };
}

/** A namesake contests and is rejected; another company withdraws. */
async function turnedAway(writer: TextWriter, admin: Caller, name: string): Promise<void> {
  const { body } = anApplication();
  const contested = await writer.call('POST /api/partners/apply/contest', { json: { ...body, company: { ...body.company, legalName: name }, statement: words } });
  const at = { in: { id: idOf(contested) }, as: admin };
  await writer.call('POST /api/applications/{id}/review', { ...at, json: {} });
  await writer.call('POST /api/applications/{id}/reject', { ...at, json: { reason: 'other', note: words } });
  await writer.call('GET /api/applications/{id}', at);

  const other = await writer.call('POST /api/partners/apply', { json: anApplication().body });
  await writer.call('POST /api/applications/status/{token}/withdraw', { in: { token: tokenOf(other) }, json: { reason: words } });
  await writer.call('GET /api/applications/{id}', { in: { id: idOf(other) }, as: admin });
}

/** Of somebody with a plain name, since none may stand in a password: signs in with it as it was written, changes it, and has it replaced by a mailed link. */
export async function passwords(writer: TextWriter, admin: Caller, inbox: Inbox): Promise<void> {
  const email = `${randomUUID()}@enterprise-scanner.example`;
  await writer.call('POST /api/users', { as: admin, json: { email, name: 'Kim Lund', roles: ['finance'] } });
  const { token } = await inbox.tokenFor(email, '/activate');
  const first = writer.next('POST /api/activation /password');
  await writer.call('POST /api/activation', { json: { token, password: first } });
  await writer.call('POST /api/partners/login', { json: { email, password: words }, due: 401 });
  const session = await writer.signIn(email, first);
  const second = writer.next('POST /api/me/password /password');
  await writer.call('POST /api/me/password', { as: session, json: { currentPassword: first, password: second } });
  await writer.call('POST /api/password-reset', { json: { email } });
  const reset = await inbox.tokenFor(email, '/reset-password');
  const third = writer.next('POST /api/password-reset/confirm /password');
  await writer.call('POST /api/password-reset/confirm', { json: { token: reset.token, password: third } });
  await writer.signIn(email, third);
}

/** One is declined, one taken in, one invited. */
async function colleagues(writer: TextWriter, owner: Caller, website: string): Promise<void> {
  for (const [answer, json] of [['decline', {}], ['accept', { roles: ['seller'] }]] as const) {
    const { body } = anApplication();
    const { legalName, country, registrationNumber } = body.company;
    await writer.call('POST /api/partners/join-requests', { json: { company: { legalName, website, country, registrationNumber }, contact: body.contact, message: words } });
    const id = await eventually(async () => {
      const [open] = list(await writer.call('GET /api/partners/join-requests', { as: owner, query: { status: 'open' } }), 'items');
      if (open === undefined) throw new Error('Nobody asks to join yet.');
      return idOf(open);
    });
    await writer.call(`POST /api/partners/join-requests/{id}/${answer}`, { as: owner, in: { id }, json });
  }
  await writer.call('POST /api/users', { as: owner, json: { email: `${randomUUID()}@${website.replace('https://www.', '')}`, name: words, roles: ['seller'] } });
  await writer.read('/api/users', owner);
}
