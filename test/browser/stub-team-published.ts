// What is published of the programme, with its past and what comes, as the services would tell the vendor's people.
import { randomUUID } from 'node:crypto';
import { benefits, requirements, settings, successStories, tiers } from '../../services/applications/migrations/programme.seed.ts';
import { settings as dealSettings } from '../../services/leads/migrations/settings.seed.ts';
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';

const jonas = '0191d3a0-0000-7000-8000-000000000340';
const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
const beginning = { effectiveFrom: '2000-01-01T00:00:00.000Z', publishedAt: null, publishedBy: null, reason: null };
const board = { publishedAt: '2026-10-12T09:00:00.000Z', publishedBy: jonas, reason: 'The board decided on 12 October to ask for more, since partners without certified people lose deals, and to look at it again in a year.' };
const problem = (status: number, code: string) => ({ type: 'about:blank', title: 'No', status, code, correlationId: 'c0ffee' });
const id = (number: number) => `0191d3a0-0000-7000-8000-00000000060${number}`;

const tierVersion = (tier: string, version: number, fields: object = beginning) => {
  const [name] = tiers.filter(({ code }) => code === tier).map((it) => it.name);
  const ofTier = <T extends { tier: string }>(list: readonly T[]) => list.filter((it) => it.tier === tier).map(({ tier: _tier, ...it }) => it);
  return { tier, version, name, requirements: ofTier(requirements), benefits: ofTier(benefits), ...beginning, ...fields };
};
const none = { tier: null, dealValue: null, commission: null, growthPercent: null, growthMonths: null, dealsPerYear: null, endsAt: null, withdrawal: null };
const told = successStories.map(({ company, position, headline, ...figures }, index) => ({
  ...none, ...beginning, id: id(index), version: 1, company, position, headline, tier: figures.tier ?? null, dealValue: figures.deal_value ?? null, commission: figures.commission ?? null,
  growthPercent: figures.growth_percent ?? null, growthMonths: figures.growth_months ?? null, dealsPerYear: figures.deals_per_year ?? null,
}));
const long = { en: 'Twelve insurers in three countries within a year, won together with the vendor’s own people', de: 'Zwölf Versicherer in drei Ländern binnen eines Jahres, gemeinsam mit den Leuten des Anbieters gewonnen' };
const isComing = { ...none, ...beginning, id: id(7), position: 5, company: 'Blue Harbor Consulting LLC', tier: 'platinum', dealsPerYear: 18, headline: { en: '18 deals a year', de: '18 Abschlüsse im Jahr' } };
/** Told now; from a day to come told otherwise. */
const changed = [{ ...isComing, version: 1, endsAt: days(40) }, { ...isComing, ...board, version: 2, effectiveFrom: days(40), dealsPerYear: 30, headline: { en: '30 deals a year', de: '30 Abschlüsse im Jahr' } }];
const withdrawn = { ...none, ...board, effectiveFrom: '2026-10-12T09:00:00.000Z', id: id(8), version: 1, position: 4, company: 'Vereinigte Versicherungsberatung für Industrie und Handel Aktiengesellschaft', headline: long, dealsPerYear: 12, endsAt: days(-3), withdrawal: { at: days(-4), by: jonas, reason: 'They asked us to.' } };

export function tellOfWhatIsPublished(stub: Stub): void {
  const versions = [tierVersion('authorized', 1), tierVersion('gold', 1), tierVersion('gold', 2, { ...board, effectiveFrom: days(30) }), tierVersion('platinum', 1)];
  stub.on('GET', '/api/programme/tiers', (_arrived, response) => json(response, 200, { asOf: days(0), items: versions }));
  for (const tier of ['gold', 'platinum']) {
    const last = () => versions.filter((it) => it.tier === tier).at(-1);
    stub.on('POST', `/api/programme/tiers/${tier}`, ({ body, headers }, response) => {
      const { version = 0 } = last() ?? {};
      if (headers['if-match'] !== `"${version}"`) return json(response, 412, problem(412, 'http/precondition-failed'));
      versions.push({ ...tierVersion(tier, version + 1, { ...board, effectiveFrom: days(0) }), ...JSON.parse(body.toString()) });
      return json(response, 201, last());
    });
    stub.on('POST', `/api/programme/tiers/${tier}/cancel`, (_arrived, response) => {
      versions.splice(versions.findLastIndex((it) => it.tier === tier), 1);
      void response.writeHead(204).end();
    });
  }

  const stories: Record<string, unknown>[] = [...told, withdrawn, ...changed];
  stub.on('GET', '/api/programme/stories', (_arrived, response) => json(response, 200, { asOf: days(0), items: stories }));
  stub.on('POST', '/api/programme/stories', ({ body }, response) => {
    const sent = JSON.parse(body.toString());
    if (sent.company === 'CyberTech Solutions') return json(response, 409, problem(409, 'programme/company-has-story'));
    stories.push({ ...none, ...board, ...sent, effectiveFrom: days(-1), id: id(9), version: 1 });
    return json(response, 201, stories.at(-1));
  });
  stub.on('POST', `/api/programme/stories/${id(7)}`, ({ body, headers }, response) => {
    const { version } = stories.filter((it) => it['id'] === id(7)).at(-1) ?? {};
    if (headers['if-match'] !== `"${String(version)}"`) return json(response, 412, problem(412, 'http/precondition-failed'));
    stories.push({ ...isComing, ...board, ...JSON.parse(body.toString()), version: Number(version) + 1 });
    return json(response, 201, stories.at(-1));
  });
  stub.on('POST', `/api/programme/stories/${id(7)}/cancel`, (_arrived, response) => {
    stories.splice(stories.findLastIndex((it) => it['id'] === id(7)), 1);
    void response.writeHead(204).end();
  });
  stub.on('POST', `/api/programme/stories/${id(0)}/withdraw`, (_arrived, response) => json(response, 200, stories[0]));

  const first = (list: readonly { key: string; value: unknown }[]) => list.map((it) => ({ id: randomUUID(), ...it, ...beginning }));
  const ofProgramme = [...first([...settings, { key: 'most_popular_tier', value: 'gold' }, { key: 'terms_url', value: 'https://enterprise-scanner.example/partner-terms' }, { key: 'privacy_url', value: null }]), { id: randomUUID(), key: 'review_promise_hours', value: 24, ...board, effectiveFrom: days(20) }, { id: randomUUID(), key: 'reapply_after_days', value: 14, ...board, effectiveFrom: days(-20) }];
  stub.on('GET', '/api/programme/settings', (_arrived, response) => json(response, 200, { asOf: days(0), items: ofProgramme }));
  stub.on('POST', '/api/programme/settings/cancel', (_arrived, response) => {
    ofProgramme.splice(ofProgramme.findLastIndex(({ key }) => key === 'review_promise_hours'), 1);
    void response.writeHead(204).end();
  });
  const ofDeals = first(dealSettings);
  stub.on('GET', '/api/deals/settings', (_arrived, response) => json(response, 200, { asOf: days(0), items: ofDeals }));
  stub.on('POST', '/api/deals/settings', ({ body }, response) => {
    const sent = JSON.parse(body.toString());
    if (ofDeals.findLast(({ key }) => key === sent.key)?.id !== sent.follows) return json(response, 409, problem(409, 'programme/overtaken'));
    if (sent.key === 'inactivity_revoke_days') return json(response, 422, { ...problem(422, 'http/validation-failed'), errors: [{ pointer: '/value', detail: 'a protection would be taken away after 40 days without activity, and the reminder come after 45' }] });
    if (sent.effectiveFrom !== undefined && new Date(sent.effectiveFrom) < new Date()) return json(response, 422, { ...problem(422, 'http/validation-failed'), errors: [{ pointer: '/effectiveFrom', detail: 'must not be in the past: what is published never changes it' }] });
    ofDeals.push({ id: randomUUID(), ...beginning, ...board, ...sent, effectiveFrom: days(0) });
    return json(response, 201, ofDeals.at(-1));
  });
  const ofCommissions: object[] = first([{ key: 'hold_days', value: 30 }, { key: 'time_zone', value: 'Europe/Vienna' }]).map((it) => ({ ...it, effectiveOn: '2000-01-01' }));
  // What begins tomorrow is certain, what begins later can be called off.
  for (const [key, value, ahead] of [['hold_days', 21, 1], ['time_zone', 'Europe/Berlin', 60]] as const) {
    const effectiveOn = new Date(days(ahead)).toLocaleDateString('en-CA', { timeZone: 'Europe/Vienna' });
    ofCommissions.push({ ...beginning, ...board, id: randomUUID(), key, value, effectiveOn, effectiveFrom: `${effectiveOn}T00:00:00.000Z` });
  }
  stub.on('GET', '/api/commissions/settings', (_arrived, response) => json(response, 200, { asOf: days(0), items: ofCommissions }));
  stub.on('POST', '/api/commissions/settings', ({ body }, response) => json(response, 201, { id: randomUUID(), ...beginning, ...JSON.parse(body.toString()) }));
}
