// `npm run lighthouse [-- runs]`: Lighthouse's mobile preset on the portal as the gateway of a whole stack serves it, packed, and what each page loads. Takes the stack that
// runs here (`npm start`, or DEMO_URL), or starts one for as long as it takes; a partner who has sold something is made there.
// Lighthouse itself stands outside the repository (in the system's temporary folder, installed the first time): a hundred packages that nothing else needs.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { root } from '../deploy/local/root.ts';
import { person } from '../tools/demo/companies.ts';
import { dealing } from '../tools/demo/dealing.ts';
import { earning } from '../tools/demo/earning.ts';
import { Inbox } from '../tools/demo/inbox.ts';
import { approvedPartner } from '../tools/demo/joining.ts';
import { bringIn } from '../tools/demo/people.ts';
import { Report } from '../tools/demo/report.ts';
import { demoStack } from '../tools/demo/stack.ts';
import { theTeam } from '../tools/demo/team.ts';

const version = '13.5.0';
const folder = join(tmpdir(), `lighthouse-${version}`);
const cli = join(folder, 'node_modules/lighthouse/cli/index.js');
const pages = [{ name: 'public page', path: '/' }, { name: 'sign-in', path: '/sign-in' }, { name: 'home', path: '/home', isSignedIn: true }] as const;
const groups = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const runs = Number(process.argv[2] ?? 3);

const score = z.object({ score: z.number().nullable() });
const numeric = z.object({ numericValue: z.number() });
const request = z.object({ resourceType: z.string().optional(), transferSize: z.number() });
const shape = z.object({
  categories: z.object({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
  audits: z.object({
    'first-contentful-paint': numeric, 'largest-contentful-paint': numeric, 'total-blocking-time': numeric, 'cumulative-layout-shift': numeric,
    'network-requests': z.object({ details: z.object({ items: z.array(request) }) }),
  }),
});
type Seen = z.output<typeof shape>;

if (!existsSync(cli)) {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `lighthouse@${version}`], { stdio: 'inherit' });
  if (status !== 0) throw new Error('Lighthouse could not be installed.');
}

/** Now and then Chromium records no beginning of a page (NO_NAVSTART), and Lighthouse asks to be run again. */
async function look(url: string, cookie: string | undefined, tries = 3): Promise<Seen> {
  try {
    return await lookOnce(url, cookie);
  } catch (error) {
    if (tries === 1) throw error;
    return await look(url, cookie, tries - 1);
  }
}

async function lookOnce(url: string, cookie: string | undefined): Promise<Seen> {
  const file = join(folder, 'report.json');
  const extra = cookie === undefined ? [] : ['--extra-headers', JSON.stringify({ Cookie: cookie })];
  await promisify(execFile)(process.execPath, [cli, url, '--quiet', '--output=json', `--output-path=${file}`, '--chrome-flags=--headless=new --no-sandbox', ...extra], {
    env: { ...process.env, CHROME_PATH: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' },
  });
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const percent = (part: number | null): string => (part === null ? '–' : String(Math.round(part * 100)));

/** The run whose performance lies in the middle. */
function middle(reports: readonly Seen[]): Seen | undefined {
  return reports.toSorted((a, b) => (a.categories.performance.score ?? 0) - (b.categories.performance.score ?? 0))[Math.floor(reports.length / 2)];
}

async function cookiesOf(email: string, password: string): Promise<string> {
  const answer = await fetch(`${stack.url}/api/partners/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, password }) });
  if (!answer.ok) throw new Error(`Nobody can sign in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

const stack = await demoStack();
try {
  const world = { url: stack.url, inbox: new Inbox(stack.mailUrl), report: new Report(() => undefined) };
  const team = await theTeam(world);
  const { company, ownerClient, seller } = await approvedPartner(world, team);
  await earning(world, ownerClient, await dealing(world, team, seller));
  const { email } = person('Ines', 'Brandt', company.domain);
  const { password } = await bringIn(world, ownerClient, 'A second owner', { email, name: 'Ines Brandt', roles: ['owner'] });
  const lines: string[] = [];
  for (const { name, path, ...page } of pages) {
    const reports: Seen[] = [];
    while (reports.length < runs) reports.push(await look(stack.url + path, 'isSignedIn' in page ? await cookiesOf(email, password) : undefined));
    const it = middle(reports);
    if (it === undefined) continue;
    const { audits } = it;
    const loaded = audits['network-requests'].details.items.filter(({ resourceType }) => resourceType === 'Script' || resourceType === 'Stylesheet').reduce((sum, { transferSize }) => sum + transferSize, 0);
    const seconds = (audit: 'first-contentful-paint' | 'largest-contentful-paint') => `${(audits[audit].numericValue / 1000).toFixed(1)} s`;
    lines.push(`| ${name} | ${groups.map((group) => percent(it.categories[group].score)).join(' | ')} | ${seconds('first-contentful-paint')} | ${seconds('largest-contentful-paint')} | ${Math.round(audits['total-blocking-time'].numericValue)} ms | ${audits['cumulative-layout-shift'].numericValue.toFixed(3)} | ${kB(loaded)} |`);
  }
  const said = [
    `Median of ${runs}, ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)} at the end; Lighthouse ${version}, mobile preset.`, '',
    '| page | performance | accessibility | best practices | SEO | first paint | largest paint | blocked | shift | scripts and styles, as sent |', '|---|---|---|---|---|---|---|---|---|---|', ...lines,
  ].join('\n');
  writeFileSync(join(root, 'bench/results/lighthouse.md'), `${said}\n`);
  process.stdout.write(`${said}\n`);
} finally {
  await stack.stop();
}
