import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locales } from '#libs/contracts/primitives';
import { feedMessages, messages } from './catalogue.ts';
import { headerLine } from './header-line.ts';
import { renderFeed, renderMail } from './renderer.ts';

const applicationId = '019a0000-0000-7000-8000-0000000000b1';
/** One value for every field that any message names. */
const sample = {
  applicationId,
  reference: 'APP-7K3M-9QXD',
  companyName: 'CyberTech Solutions',
  country: 'US',
  tierAskedFor: 'gold',
  tierQualifiedFor: 'authorized',
  tier: 'gold',
  tierAskedForName: { en: 'Gold Partner', de: 'Gold-Partner' },
  tierQualifiedForName: { en: 'Authorized Reseller', de: 'Autorisierter Händler' },
  tierName: { en: 'Gold Partner', de: 'Gold-Partner' },
  question: 'Who signs for you?\nAnd since when?',
  note: 'Please add your\nsecond reference.',
  reason: 'does_not_meet_requirements',
  mayReapplyFrom: '2026-12-24T18:00:00.000Z',
  atOnce: false,
  percent: 80,
  decisionDueAt: '2026-11-24T18:30:00.000Z',
  changedAt: '2026-11-22T09:05:00.000Z',
  personName: 'Grace Hopper',
  personEmail: 'grace@cybertech.example',
  jobTitle: 'Engineer',
  message: 'I joined last week.',
  occasion: 'approval',
  dealId: '019a0000-0000-7000-8000-0000000000d1',
  customer: 'Walmart Inc.',
  protectedUntil: '2027-02-20T09:00:00.000Z',
  days: 14,
  inactiveSince: '2026-11-22T09:00:00.000Z',
  revokedAfter: '2027-01-21T09:00:00.000Z',
  ending: 'revoked',
  decision: 'granted',
  result: 'won',
  ask: 'registration',
  day: '2026-11-22T00:00:00Z',
  several: true,
  payments: 3,
  payableOn: '2026-12-20T00:00:00Z',
  amounts: [{ amount: '1260000.00', currency: 'USD' }, { amount: '980', currency: 'JPY' }],
  commissionId: applicationId,
  dealReference: 'DEAL-7K3M-9QXD',
  accountName: 'Walmart Inc.',
  invoiceId: 'INV-2026-0001',
  items: [{ title: 'A deal with Walmart Inc. is protected', body: 'Until 20 February 2027' }, { title: 'A deal is queued', body: null }],
  count: 3,
  more: 1,
  refunded: { amount: '140000.00', currency: 'USD' },
  amount: { amount: '-42000.00', currency: 'USD' },
};
const reader = {
  recipientName: 'Ada Lovelace',
  link: 'https://partners.example/application-status#token=abc_DEF-123',
  linkExpiresAt: '2026-11-25T09:00:00.000Z',
};
const reasons = new Map([['account-refused', 'address_in_use'], ['deal-rejected', 'existing-customer']]);
const dataFor = (name: string) => ({ ...sample, reason: reasons.get(name) ?? sample.reason });

describe.each([...messages.values()])('the message $name', (message) => {
  test.each(locales)('in %s', async (locale) => {
    expect(await renderMail(message, dataFor(message.name), { ...reader, locale })).toMatchSnapshot('mail');
    expect((await renderFeed(message, dataFor(message.name), locale)) ?? null).toMatchSnapshot('feed');
  });

  test.each(locales)('keeps its link whole in both parts, in %s', async (locale) => {
    const { html, text } = await renderMail(message, dataFor(message.name), { ...reader, locale });
    const expected = message.link === 'none' ? 0 : 1;
    expect(html.split(`href="${reader.link}"`).length - 1).toBe(expected * 2);
    expect(text.split(reader.link).length - 1).toBe(expected);
  });

  test('says nothing personal in the feed, which travels on a topic', async () => {
    const entry = JSON.stringify((await renderFeed(message, dataFor(message.name), 'en')) ?? {});
    for (const personal of [sample.personName, sample.personEmail, sample.message, sample.question, sample.note]) expect(entry).not.toContain(personal);
  });
});

test.each(feedMessages.flatMap((message) => locales.map((locale) => ({ name: message.name, locale, message }))))('the entry $name in $locale', async ({ name, locale, message }) => {
  expect(await renderFeed(message, dataFor(name), locale)).toMatchSnapshot('feed');
});

test.each(locales)('a review whose time is half used is called that, and not late, in %s', async (locale) => {
  const message = messages.get('clock-warned');
  if (!message) throw new Error();
  const halfWay = { ...sample, percent: 50 };
  expect(await renderMail(message, halfWay, { ...reader, locale })).toMatchSnapshot('mail');
  expect(await renderFeed(message, halfWay, locale)).toMatchSnapshot('feed');
});

describe('whatever people write', () => {
  const evil = `<script>alert(1)</script> {{constructor}} "><img src=x onerror=1> '; DROP TABLE delivery; -- {{{link}}}`;
  const render = (over: object, name = 'more-info-asked') => {
    const message = messages.get(name);
    if (!message) throw new Error(name);
    return renderMail(message, { ...sample, ...over }, { ...reader, locale: 'en' });
  };

  test('stays text: no markup, no template', async () => {
    const { html, text } = await render({ companyName: evil, question: evil });
    expect(html).not.toMatch(/<script|<img/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('{{constructor}}');
    expect(text).toContain('{{{link}}}');
  });

  test('cannot begin another header', async () => {
    const { subject } = await render({ reference: 'APP\r\nBcc: everybody@example.com\u2028X: y\u0000' });
    expect(subject).toBe('A question about your application APP Bcc: everybody@example.com X: y');
  });

  test('keeps its line breaks', async () => {
    const { html, text } = await render({ question: 'one\ntwo\r\nthree' });
    expect(html).toContain('one<br>two<br>three');
    expect(text).toMatch(/one\n>? ?two\n>? ?three/);
  });

  test.each(['مريم', '张伟', '👩🏽‍🚀 Rakéta', 'x', 'n'.repeat(300)])('a name such as %s', async (companyName) => {
    const { html, text } = await render({ companyName });
    expect(html).toContain(companyName);
    expect(text.replaceAll(/\s/g, '')).toContain(companyName.replaceAll(/\s/g, ''));
  });

  test('a name that is an address is not greeted: nobody sends his advertisement through us', async () => {
    const message = messages.get('status-link');
    if (!message) throw new Error();
    for (const recipientName of ['Visit https://evil.example now', 'www.evil.example', 'evil.example/win', 'a@evil.example']) {
      const { html, text } = await renderMail(message, sample, { ...reader, locale: 'en', recipientName });
      expect(html + text).not.toContain('evil');
      expect(text).toContain('Hello,');
    }
  });

  test('a subject is one line of at most 250 characters, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), (text) => {
        const line = headerLine(text);
        expect(line.length).toBeLessThanOrEqual(250);
        expect(line.isWellFormed()).toBe(true);
        expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/);
      }),
    );
  });

  test('a tier is called what the event says, and by its code where an older event says nothing', async () => {
    const diamond = { tier: 'diamond', tierName: { en: 'Diamond Partner', de: 'Diamant-Partner' } };
    expect((await render(diamond, 'application-approved')).text).toContain('at the tier Diamond Partner.');
    expect((await render({ ...diamond, tierName: undefined }, 'application-approved')).text).toContain('at the tier diamond.');
  });

  test('a code without words, or a field that is missing, is an error and no hole in the mail', async () => {
    await expect(render({ reason: 'unheard_of' }, 'application-rejected')).rejects.toThrow('Invalid option');
    await expect(render({ percent: 65 }, 'clock-warned')).rejects.toThrow('No words');
    const message = messages.get('password-reset');
    if (!message) throw new Error();
    await expect(renderMail(message, {}, { locale: 'en', recipientName: 'Ada', link: 'https://x.example' })).rejects.toThrow('Invalid time value');
  });
});
