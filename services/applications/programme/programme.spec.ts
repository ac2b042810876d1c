import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { catalogueAnswer, programmeAnswer, qualificationAnswer } from '#libs/contracts/http/programme';
import { FixedClock } from '#libs/testing/fixed-clock';
import { startService, type StartedService } from '#libs/testing/start-service';
import { startApplications, type StartedApplications } from '../spec/start-applications.ts';

const clock = new FixedClock('2026-11-02T09:00:00Z');
let service: StartedApplications<StartedService>;
beforeAll(async () => {
  service = await startApplications(startService, { clock });
}, 60_000);
afterAll(() => service?.stop());

const programme = async (locale = 'en') => (await service.client.get('/api/programme', { query: { locale } })).as(programmeAnswer);
const figures = {
  annualRevenue: { amount: '30000000.00', currency: 'USD' },
  yearsInCybersecurity: 1,
  certifiedProfessionals: 0,
  fortune500Relationships: 3,
  dedicatedPractice: true,
  annualCommitment: { amount: '1000000.00', currency: 'USD' },
};
const qualify = async (more: object = {}) => (await service.client.post('/api/programme/qualification', { ...figures, ...more })).as(qualificationAnswer);
const tiersOf = ({ tiers }: Awaited<ReturnType<typeof qualify>>) => Object.fromEntries(tiers.map(({ tier, met }) => [tier, met]));

describe('the programme', () => {
  test('is what the vendor published', async () => {
    const { tiers, averageDeal, reviewPromiseHours, reapplyAfterDays, successStories } = await programme();
    expect(tiers.map(({ code, commissionPercent, mostPopular, benefits }) => [code, commissionPercent, mostPopular, benefits.length])).toEqual([
      ['authorized', '25', false, 4],
      ['gold', '30', true, 4],
      ['platinum', '35', false, 4],
    ]);
    expect([averageDeal, reviewPromiseHours, reapplyAfterDays]).toEqual([{ amount: '2800000.00', currency: 'USD' }, 48, 30]);
    expect(successStories.map(({ company }) => company)).toEqual(['CyberTech Solutions', 'SecureIT Consulting', 'Global Security Partners']);
    expect((await programme('de')).tiers[1]?.requirements[0]?.text).toContain('Jahresumsatz');
  });

  test('changes at the moment a row says, and not before', async () => {
    const day = '2026-12-01T00:00:00Z';
    await service.database.query(`UPDATE tier SET valid_to = $1 WHERE code = 'gold'`, [day]);
    await service.database.query(`INSERT INTO tier (code, name, rank, valid_from) SELECT code, '{"en": "Gold Elite", "de": "Gold Elite"}', rank, $1 FROM tier WHERE code = 'gold'`, [day]);
    clock.set('2026-11-30T23:59:59Z');
    expect((await programme()).tiers[1]?.name).toBe('Gold Partner');
    clock.set(day);
    expect((await programme()).tiers[1]?.name).toBe('Gold Elite');
    await expect(service.database.query(`INSERT INTO tier (code, name, rank, valid_from) SELECT code, name, rank, '2027-01-01' FROM tier LIMIT 1`)).rejects.toThrow(/exclusion/);
  });
});

describe('a qualification', () => {
  test('holds each tier against its own requirements: none inherits another’s', async () => {
    const answer = await qualify();
    expect(answer.qualifiedFor).toBe('platinum');
    expect(tiersOf(answer)).toEqual({ authorized: false, gold: false, platinum: true });
  });

  test('leaves a figure in another currency to the reviewer', async () => {
    const answer = await qualify({ annualRevenue: { amount: '30000000.00', currency: 'EUR' }, certifiedProfessionals: 1, yearsInCybersecurity: 2 });
    expect(answer.qualifiedFor).toBe('authorized');
    expect(tiersOf(answer)).toEqual({ authorized: true, gold: null, platinum: null });
  });

  test('counts what is exactly enough as enough, and a missing commitment as none', async () => {
    expect(tiersOf(await qualify({ annualRevenue: { amount: '25000000', currency: 'USD' } })).platinum).toBe(true);
    expect(tiersOf(await qualify({ annualRevenue: { amount: '24999999.99', currency: 'USD' } })).platinum).toBe(false);
    expect(tiersOf(await qualify({ annualCommitment: undefined })).platinum).toBe(false);
  });

  test('refuses money that is none', async () => {
    const answer = await service.client.post('/api/programme/qualification', { ...figures, annualRevenue: { amount: '1.00', currency: 'QQQ' } });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/annualRevenue/currency']);
  });
});

test('the catalogue has every code with a label in both languages', async () => {
  for (const locale of ['en', 'de']) {
    const catalogue = (await service.client.get('/api/catalogue', { query: { locale } })).as(catalogueAnswer);
    expect(catalogue.certifications.map(({ code }) => code)).toEqual(expect.arrayContaining(['cissp', 'cism']));
    expect(catalogue.industries.filter(({ code }) => code.length === 2)).toHaveLength(24);
    expect(catalogue.countries.length).toBeGreaterThan(240);
    expect(Object.values(catalogue).flat().filter(({ label }) => label === '')).toEqual([]);
  }
});
