// The programme's dated rules as the service would tell the vendor's people of them.
import { resources } from '../../services/applications/migrations/resource.seed.ts';
import { json, type Stub } from '../../services/gateway/testing/stub-upstream.ts';

const jonas = '0191d3a0-0000-7000-8000-000000000340';
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const first = { effectiveOn: '2000-01-01', publishedAt: '2000-01-01T00:00:00.000Z', publishedBy: null, reason: null };
const rate = (tier: string, version: number, percent: string, fields: object = first) => ({ ruleId: '0191d3a0-0000-7000-8000-0000000005e1', plan: 'standard', tier, version, percent, ...first, ...fields });
const board = { publishedAt: '2026-10-12T09:00:00.000Z', publishedBy: jonas, reason: 'The board decided on 12 October to pay what the three largest competitors pay, and to look at it again in a year.' };

const rates = [
  rate('authorized', 1, '25'),
  rate('gold', 1, '28'), rate('gold', 2, '30', { ...board, effectiveOn: '2026-01-01', reason: null }), rate('gold', 3, '32.5', { ...board, effectiveOn: day(40) }),
  rate('platinum', 1, '35'),
];
const plan = (code: string, version: number, en: string, de: string, fields: object = first) => ({ code, version, name: { en, de }, rates: [{ tier: 'authorized', percent: '25' }, { tier: 'gold', percent: '30' }, { tier: 'platinum', percent: '35' }], ...first, ...fields });
const plans = [plan('standard', 1, 'Standard plan', 'Standardplan'), plan('growth-2027', 1, 'Growth plan for enterprise partners', 'Wachstumsplan', { ...board, effectiveOn: day(60) })];

const lasting = (why: string, reason: string | null = null) => ({ why, from: '2026-03-02T09:00:00.000Z', until: null, reason });
const account = (crmId: string, name: string, named: boolean, directPipeline: boolean, before: object[] = []) => ({
  crmId, name, website: `${crmId}.example`, country: 'US', industry: 'Retail', named, directPipeline, reportedAt: '2026-11-20T09:00:00.000Z',
  periods: [...(named ? [lasting('named', 'A framework contract since 2019, which names us as the only vendor until its end, and which nobody is to put at risk.')] : []), ...(directPipeline ? [lasting('direct_pipeline')] : []), ...before],
});
const reserved = [account('calder', 'Calder Rail plc', false, true), account('meridian', 'Meridian Vereinigte Versicherungsgesellschaft für Industrie und Handel Aktiengesellschaft', true, true), account('walmart', 'Walmart Inc.', true, false, [{ why: 'direct_pipeline', from: '2025-02-03T09:00:00.000Z', until: '2025-11-28T09:00:00.000Z', reason: 'The tender of 2025.' }])];

const tierNames: Record<string, string> = { authorized: 'Authorized Reseller', gold: 'Gold Partner', platinum: 'Platinum Partner' };

/** The first ones, the last of which is yet to come, and one that was taken out. */
function publishedIn(language: 'en' | 'de'): object[] {
  const first = resources.map(({ id, kind, title, summary, contents, tier, length, file_name: name, text }, index) => ({
    id, kind, title: title[language], summary: summary[language], contents: contents.map((each) => each[language]), tier: tier === null ? null : { code: tier, name: tierNames[tier] ?? tier }, length,
    file: { name, type: 'text/markdown', size: text.length }, uploadedAt: '2026-01-01T00:00:00.000Z', effectiveFrom: '2026-01-01T00:00:00.000Z', publishedAt: null, publishedBy: null, reason: null, removal: null,
    ...(index === resources.length - 1 ? { ...board, effectiveFrom: `${day(40)}T00:00:00.000Z`, uploadedAt: board.publishedAt } : {}),
  }));
  const removal = { at: '2026-11-20T09:00:00.000Z', by: jonas, reason: 'It named a customer who had not agreed to be named.' };
  return [...first, { ...first[0], ...board, id: '0191d3a0-0000-7000-8000-0000000005f1', title: language === 'en' ? 'Reference calls with insurers' : 'Referenzgespräche mit Versicherern', effectiveFrom: board.publishedAt, removal }];
}

/** As the service does it: what is sent again under its key is answered as before. `publish` makes what is published, or says why not. */
function published(stub: Stub, path: string, publish: (sent: Record<string, unknown>) => object | string): void {
  const answers = new Map<unknown, object>();
  stub.on('POST', path, ({ body, headers }, response) => {
    const key = headers['idempotency-key'];
    const answer = answers.get(key) ?? publish(JSON.parse(body.toString()));
    if (typeof answer === 'string') return json(response, 409, { type: 'about:blank', title: 'No', status: 409, code: answer, correlationId: 'c0ffee' });
    if (key !== undefined) answers.set(key, answer);
    return json(response, 201, answer);
  });
}

export function tellOfTheProgramme(stub: Stub): void {
  const paid = [...rates];
  stub.on('GET', '/api/commissions/rates', (_arrived, response) => json(response, 200, { items: paid }));
  const made = [...plans];
  stub.on('GET', '/api/commissions/plans', (_arrived, response) => json(response, 200, { items: made }));
  stub.on('POST', '/api/commissions/plans/cancel', (_arrived, response) => {
    made.pop();
    void response.writeHead(204).end();
  });
  stub.on('POST', '/api/commissions/rates/cancel', ({ body }, response) => {
    const { tier, version } = JSON.parse(body.toString());
    paid.splice(paid.findIndex((it) => it.tier === tier && it.version === version), 1);
    void response.writeHead(204).end();
  });
  const lastRate = (tier: unknown) => paid.findLast((it) => it.tier === tier)?.version ?? null;
  const isLast = (tier: unknown, follows: unknown) => follows === undefined || follows === lastRate(tier);
  published(stub, '/api/commissions/rates', ({ tier, percent, effectiveOn, follows, reason }) => {
    if (!isLast(tier, follows)) return 'programme/overtaken';
    if (tier === 'gold') return 'commissions/rate-already-published';
    const added = rate(String(tier), Number(lastRate(tier)) + 1, String(percent), { ...board, effectiveOn, reason });
    paid.push(added);
    return added;
  });
  published(stub, '/api/commissions/plans', ({ code, name, effectiveOn, follows, rates: brought, reason }) => {
    const { code: lastCode, version } = made.at(-1) ?? {};
    if (JSON.stringify(follows) !== JSON.stringify({ code: lastCode, version }) || !(brought as { tier: string; follows?: number }[]).every((it) => isLast(it.tier, it.follows))) return 'programme/overtaken';
    const added = { ...plan(String(code), 1, '', '', { ...board, effectiveOn, reason }), name: name as { en: string; de: string } };
    made.push(added);
    return added;
  });
  stub.on('GET', '/api/accounts/reserved', ({ url }, response) => {
    const query = new URL(url, stub.url).searchParams;
    const found = reserved.filter(({ name, named }) => name.toLowerCase().includes(query.get('q')?.toLowerCase() ?? '') && (query.get('why') !== 'named' || named));
    json(response, 200, { items: found, nextCursor: null, total: found.length });
  });
  stub.on('POST', '/api/resources', (_arrived, response) => json(response, 201, {}));
  stub.on('GET', '/api/resources/published', ({ url }, response) => json(response, 200, { asOf: new Date().toISOString(), items: publishedIn(url.includes('locale=de') ? 'de' : 'en') }));
}
