import { z } from 'zod';
import { line } from './text.ts';

/** UUID of any version; ours are version 7. */
export const id = z.uuid();

/** RFC 3339 instant in UTC. */
export const instant = z.iso.datetime({ offset: true });

/**
 * Money on the wire: `{ "amount": "1260000.00", "currency": "USD" }`. Amounts are decimal text, at most 15 digits before the point.
 * Whether the currency exists and has that many decimals is checked where the value becomes a `Money`.
 */
export const money = z
  .strictObject({
    amount: z.string().regex(/^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/, 'must be a decimal number such as "1260000.00"'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "USD"'),
  })
  .meta({ id: 'Money' });
export type MoneyJson = z.output<typeof money>;

/** Money that cannot be below zero. */
export const nonNegativeMoney = money.refine((value) => !value.amount.startsWith('-'), { error: 'must not be negative', path: ['amount'] });

/** Money above zero. */
export const positiveMoney = money.refine((value) => !value.amount.startsWith('-') && /[1-9]/.test(value.amount), { error: 'must be above zero', path: ['amount'] });

/** A calendar day, `2026-11-02`. */
export const day = z.iso.date();

/** Paid once, or by instalments over a term. */
export const contractForm = z.enum(['one_off', 'annual']);
export const termMonths = z.number().int().min(1).max(120);

/** ISO 3166-1 alpha-2; whether the code is assigned is checked by the service that stores it. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code such as "US"');

/** ISO 3166-1 alpha-2 or ISO 3166-2. */
export const territory = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'must be an ISO 3166-1 or 3166-2 code such as "US" or "US-CA"');

/** NAICS 2022, a prefix of 2 to 6 digits. */
export const naics = z.string().regex(/^\d{2,6}$/, 'must be a NAICS code of 2 to 6 digits');

/** A website as people type it: with or without scheme; its registrable domain is found by the service. */
export const website = line(300).regex(/^(https?:\/\/)?[^\s/@:]+\.[^\s/@:]+(:\d{1,5})?(\/\S*)?$/i, 'must be a web address such as "https://example.com"');

/** A page of somebody's that a link of ours leads to. */
export const httpsAddress = line(500).regex(/^https:\/\/[^\s/?#@:]+\.[^\s/?#@:]+(:\d{1,5})?([/?#]\S*)?$/i, 'must be an address such as "https://example.com/terms"');

/** A code of the catalogue. */
export const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'must be a code of the catalogue');

/** Longest address that SMTP can carry is 254; the pattern has no white space, so nothing can be added to a mail header. */
export const email = z.email().max(254).toLowerCase();

/** E.164. */
export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'must be an international number such as "+14155550100"');

export const locales = ['en', 'de'] as const;
/** Language of mails and pages. */
export const locale = z.enum(locales);
export type Locale = z.output<typeof locale>;

/** One text in every language, as the owner's rows have it; whoever shows it picks the reader's. */
export const labels = z.object({ en: line(200), de: line(200) });

export const tierCodes = ['authorized', 'gold', 'platinum'] as const;
/** The code of a tier; the tiers themselves are rows, so only the form is fixed here. */
export const tierCode = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, 'must be a tier of the programme');

/** A rate as decimal text, "30" or "32.5": at most four decimals, no float. */
export const percent = z.string().regex(/^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$/, 'must be a percentage such as "32.5"');

/** What a person is called: also a first and a last name of 100 characters each, with a space between. */
export const personName = line(201);

/** A link sealed for the notifications service alone (compact JWE); opened only while the mail is sent. */
export const sealedLink = z.string().regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/).max(4096).meta({ sealed: true });

/** Marks a field that holds personal data, so that `person.erased.v1` finds it. */
export function personal<T extends z.ZodType>(schema: T): T {
  return schema.meta({ ...schema.meta(), personal: true });
}

/** Stands where the address of an erased person stood. No mail server accepts it, and it is nobody's. */
export const erasedEmail = 'erased@erased.invalid';

/** Whether an address is what erasing has left of one: nobody is to be written to, or let in. */
export function isErased(address: string): boolean {
  return address.endsWith('@erased.invalid');
}

/** The body of a call that says everything in its path: none, or an empty object. */
export const emptyBody = z.strictObject({}).nullish();

/** Page parameters of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(1024).optional(),
};

/** A page of a list. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int().optional() });
}
