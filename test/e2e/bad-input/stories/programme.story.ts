import { idOf, versionOf, words, type Caller, type TextWriter } from '../text-writer.ts';

const both = { en: words, de: words };
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

/** A tier, a story and a name of the programme that are to come, and are called off. */
export async function programme(writer: TextWriter, admin: Caller): Promise<void> {
  const as = admin;
  const tier = { name: both, requirements: [{ code: 'experience_years', text: both, required: 5 }], benefits: [{ code: 'a-desk', text: both, listed: true }], effectiveFrom: tomorrow(), reason: words };
  const platinum = { as, in: { code: 'platinum' } };
  const published = await writer.call('POST /api/programme/tiers/{code}', { ...platinum, json: tier });
  await writer.read('/api/programme/tiers', admin);
  await writer.call('POST /api/programme/tiers/{code}/cancel', { ...platinum, version: versionOf(published), json: { reason: words } });

  const setting = await writer.call('POST /api/programme/settings', { as, json: { key: 'name', value: words, effectiveFrom: tomorrow(), reason: words } });
  await writer.read('/api/programme/settings', admin);
  await writer.call('POST /api/programme/settings/cancel', { as, json: { id: idOf(setting), reason: words } });
  await stories(writer, admin);
}

async function stories(writer: TextWriter, as: Caller): Promise<void> {
  const story = { company: words, headline: both, position: 1, tier: null, dealValue: null, commission: null, growthPercent: null, growthMonths: null, dealsPerYear: null, reason: words };
  const told = await writer.call('POST /api/programme/stories', { as, json: story });
  const at = { as, in: { id: idOf(told) } };
  const changed = await writer.call('POST /api/programme/stories/{id}', { ...at, version: versionOf(told), json: { ...story, effectiveFrom: tomorrow() } });
  await writer.read('/api/programme/stories', as);
  await writer.read('/api/programme', as);
  await writer.call('POST /api/programme/stories/{id}/cancel', { ...at, version: versionOf(changed), json: { what: 'version', reason: words } });
  await writer.call('POST /api/programme/stories/{id}/withdraw', { ...at, json: { reason: words } });
  await writer.read('/api/programme/stories', as);
}

/** A file that holds the text too. */
export async function resources(writer: TextWriter, as: Caller): Promise<void> {
  const content = writer.next('POST /api/resources /file/content');
  const file = { name: 'words.txt', type: 'text/plain', content: Buffer.from(content).toString('base64') };
  const body = { kind: 'sales_playbook', title: both, summary: both, contents: [both], tier: null, length: { amount: 1, unit: 'pages' }, file, reason: words };
  const at = { as, in: { id: idOf(await writer.call('POST /api/resources', { as, json: body })) } };
  await writer.call('GET /api/resources/{id}/file', at);
  for (const locale of ['en', 'de']) await writer.call('GET /api/resources', { as, query: { locale } });
  await writer.call('POST /api/resources/{id}/remove', { ...at, json: { reason: words } });
  await writer.read('/api/resources/published', as);
}
