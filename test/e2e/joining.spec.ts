import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OutsideClient } from '../../tools/demo/client.ts';
import type { DemoCompany, Person } from '../../tools/demo/companies.ts';
import { Inbox } from '../../tools/demo/inbox.ts';
import { approvedPartner, joinRequest, lookAround, passwordReset, rejections, type Team } from '../../tools/demo/joining.ts';
import { bringIn, signIn, type World } from '../../tools/demo/people.ts';
import { field, list, Report } from '../../tools/demo/report.ts';
import { checkOfTheChart } from '../support/chart-check.ts';
import { freshStack, type Running } from '../support/running.ts';

let running: Running;
let world: World;
let team: Team;
let partner: { company: DemoCompany; owner: Person; ownerClient: OutsideClient };

beforeAll(async () => {
  running = await freshStack('joining');
  world = { url: running.url, inbox: new Inbox(running.mailUrl), report: new Report(() => undefined) };
  const admin = new OutsideClient(running.url);
  await signIn(world, admin, running.adminEmail, running.adminPassword, 'The admin');
  const managerEmail = 'manager@enterprise-scanner.example';
  const { client: manager } = await bringIn(world, admin, 'A partner manager', { email: managerEmail, name: 'Priya Natarajan', roles: ['partner_manager'] });
  team = { admin, manager, managerEmail };
}, 180_000);
afterAll(() => running?.stack.stop(), 30_000);

// Each step of a chapter throws where something else comes back than is due; what the chapters leave behind is looked at here.
describe('a company’s way in, through the gateway, the real broker and real mails', () => {
  test('anybody can read the programme and try figures', async () => {
    await expect(lookAround(world)).resolves.toBeUndefined();
  });

  test('apply, duplicate, question, answer, approval, activation, sign-in, invitation', async () => {
    partner = await approvedPartner(world, team);
    const listed = await team.admin.get(`/api/partners?status=active&q=${encodeURIComponent(partner.company.legalName)}`);
    expect(list(listed.body, 'items')).toHaveLength(1);
    expect(field(listed.body, 'items', 0, 'tierHeld')).toBe('gold');
  }, 60_000);

  test('exactly one mail of each kind came to the owner', async () => {
    const subjects = (await world.inbox.mailsTo(partner.owner.email)).map((mail) => mail.subject);
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  test('a colleague asks to join and is invited by the owner', async () => {
    await expect(joinRequest(world, partner.company, partner.ownerClient)).resolves.toBeUndefined();
  }, 60_000);

  test('a namesake is looked at by a person; a rejected company comes back', async () => {
    await expect(rejections(world, team)).resolves.toBeUndefined();
  }, 60_000);

  test('a forgotten password is replaced, and sign-out ends the session', async () => {
    await expect(passwordReset(world, partner.owner)).resolves.toBeUndefined();
  }, 60_000);

  test('the installation checks itself as helm test does', async () => {
    expect(await checkOfTheChart(running.stack)).toMatch(/Signed in\.\nThe programme has 3 tiers\.\nAn event went from identity to notifications\./);
  }, 90_000);

  test('the audit trail tells who approved', async () => {
    const trail = await team.admin.get('/api/audit?action=application.approved&limit=5');
    expect(trail.status).toBe(200);
    expect(list(trail.body, 'items').length).toBeGreaterThan(0);
  });
});
