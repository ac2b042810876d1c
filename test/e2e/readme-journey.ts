import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { shellOf } from '../structure/readme.ts';
import { root } from '../structure/source-files.ts';
import type { Running } from '../support/running.ts';
import { typedInBash, type TypedLine } from '../support/typed-in-bash.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const text = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const sent = text(/^Sent 1 event to .*crm\.$/);
const paid = (instalment: number) => ({ kind: 'accrual', invoiceId: text(new RegExp(`^INV-\\d+-${instalment}$`)), base: usd('1400000.00'), percent: '30', amount: usd('420000.00'), status: 'held', payableOn: text(/^\d{4}-\d\d-\d\d$/) });

/** What is printed, in order: a part of the line after which it is, and its values. A line of the README that prints something has one here. */
const answers: readonly (readonly [part: string, due: unknown])[] = [
  ['$api/programme', [{ code: 'authorized', commissionPercent: '25' }, { code: 'gold', commissionPercent: '30' }, { code: 'platinum', commissionPercent: '35' }]],
  ['"idempotency-key: apply-$mark"', [{ id: text(/^[\da-f-]{36}$/), reference: text(/^APP-/) }]],
  ['{status, code, kind, nextStep}', [{ status: 409, code: 'applications/duplicate', kind: 'open_application', nextStep: expect.objectContaining({ action: 'resend_status_link' }) }]],
  ['$api/activation', [expect.objectContaining({ email: text(/^admin-\d+@/) })]],
  ['-c admin.jar $api/partners/login', [['admin']]],
  ['status=submitted', expect.arrayContaining([expect.objectContaining({ company: text(/^Northwind Defence \d+ GmbH$/), clock: expect.objectContaining({ state: 'running' }) })])],
  ['/review', [expect.objectContaining({ status: 'in_review' })]],
  ['/more-info', [expect.objectContaining({ status: 'more_info', decisionDueAt: null })]],
  ['status/$answering |', [{ status: 'more_info', clock: expect.objectContaining({ state: 'paused' }), question: expect.objectContaining({ text: 'Which insurers do you advise?' }) }]],
  ['status/$answering/answer', [{ status: 'in_review', clock: expect.objectContaining({ state: 'running' }) }]],
  ['/approve', [expect.objectContaining({ status: 'approved', partnerId: text(/./) })]],
  ['$(token $owner activate)', [expect.objectContaining({ email: text(/^amara@northwind-\d+\.com$/) })]],
  ['-c owner.jar $api/partners/login', [{ user: expect.objectContaining({ name: 'Amara Okafor', roles: ['owner'] }), partner: expect.objectContaining({ company: text(/^Northwind Defence \d+ GmbH$/) }) }]],
  ['$api/partners/mine', [expect.objectContaining({ reference: text(/^PTN-/), tier: 'gold', status: 'active' })]],
  ['$api/users', [{ email: text(/^jonas@/), roles: ['seller'], status: 'invited' }]],
  ['token jonas@', [text(/^[\w-]{43}$/)]],
  ['a-$mark', [sent]],
  ['b-$mark', [sent]],
  ['soon "accounts?q=$mark"', [expect.objectContaining({ name: text(/^Alder Insurance \d+$/) }), expect.objectContaining({ name: text(/^Cobalt Bank \d+$/) })]],
  ['$api/deals/$dealId', [{ reference: text(/^DEAL-/), status: 'approved', decision: expect.objectContaining({ outcome: 'clear' }), protectedUntil: text(/^\d{4}-/) }]],
  ['deal "Alder Insurance $mark" |', [{ status: 'queued', decision: expect.objectContaining({ outcome: 'queued' }) }]],
  ['deal "Cobalt Bank $mark" |', [{ status: 'rejected', decision: expect.objectContaining({ reason: 'named-account' }) }]],
  ['startswith("deals")', expect.arrayContaining([expect.objectContaining({ code: 'deals_protected', count: 1 }), expect.objectContaining({ code: 'deals_queued', count: 1 })])],
  ['crm opportunity.won.v1', [sent]],
  ['done', [sent, sent, sent]],
  ['"commission_accrued"', [usd('1260000.00')]],
  ['crm invoice.refunded.v1', [sent]],
  ['soon commissions', [{ ...paid(3), kind: 'reversal', base: usd('-140000.00'), amount: usd('-42000.00') }, paid(3), paid(2), paid(1)]],
  ["'.explanation'", [expect.objectContaining({ text: text(/30% of it, as was credited for the deal DEAL-.+, is taken back: USD -42,000\.00\./) })]],
  ['$api/statements/current |', [{ opening: usd('0.00'), lines: 4, closing: usd('1218000.00'), held: usd('1218000.00'), payable: usd('0.00') }]],
  ['format=csv', [text(/^Posted,What,Deal/), text(/,Opening balance,.*,0\.00,USD,,$/), ...[1, 2, 3].map((part) => text(new RegExp(`instalment ${part}".*,420000\\.00,USD,held,`))), text(/Taken back.*,-42000\.00,USD,held,/), text(/,Closing balance,.*,1218000\.00,USD,,$/)]],
  ['ledger verify', [text(/^The ledger is sound: /)]],
];

/** README.md's journey, typed as it stands there. */
export function readmeJourney(running: () => Running): void {
  describe('the journey by hand of README.md', () => {
    let answered: readonly TypedLine[] = [];

    test('comes to its end as it stands there', async () => {
      answered = (await typedHere(running())).filter(({ printed }) => printed !== '');
      expect(answered).toHaveLength(answers.length);
    }, 300_000);

    test.each(answers.map(([part, due], at) => [part, at, due] as const))('%s', (part, at, due) => {
      expect(answered[at]?.line).toContain(part);
      expect(valuesIn(answered[at]?.printed ?? '')).toEqual(due);
    });
  });
}

/** What jq printed: one value over many lines, or one a line; text where it is none. */
function valuesIn(printed: string): unknown[] {
  const whole = parsed(printed);
  return whole === printed ? printed.split(/\r?\n/).map(parsed) : [whole];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The addresses are this stack's; the commands of `npm run` find it by variables, as they find any other environment. */
async function typedHere({ stack, url, mailUrl }: Running): Promise<TypedLine[]> {
  const script = shellOf('README.md', 'The journey by hand').replaceAll('http://localhost:3000', url).replaceAll('http://localhost:1080', mailUrl);
  const named = Object.values(stack.services).flatMap(({ name, env }) => Object.entries(env).map(([variable, value]) => [`${name.toUpperCase()}_${variable}`, value] as const));
  mkdirSync(join(root, '.local/test'), { recursive: true });
  const cwd = mkdtempSync(join(root, '.local/test/readme-'));
  try {
    return await typedInBash(script, { cwd, env: { ...process.env, ...Object.fromEntries(named) }, timeoutMs: 240_000 });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
