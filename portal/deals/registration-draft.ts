import { z } from 'zod';
import { draftOf } from '../api/own-drafts.ts';
import { keptDraft } from '../form/kept-draft.ts';
import { emptyRegistration, type Registration } from './registration.ts';

/** A new registration of a person is kept in their browser until it is sent. */
export const registrationDraftOf = (person: string): string => draftOf(person, 'deal');

const text = z.string().catch('');
const { account, estimatedValue, contract } = emptyRegistration;
/** Of another edition of this form, or of anybody's hand: what fits is kept, the rest is empty. */
const keptSchema = z.object({
  account: z.object({ name: text, website: text, country: text }).catch(account),
  productFamilies: z.array(z.string()).catch([]),
  estimatedValue: z.object({ amount: text, currency: z.string().regex(/^[A-Z]{3}$/).catch(estimatedValue.currency) }).catch(estimatedValue),
  contract: z.enum(['one_off', 'annual']).catch(contract),
  termMonths: text,
  expectedCloseOn: text,
  contactName: text,
  notes: text,
});

export const keptRegistration = (person: string): Registration | undefined => keptSchema.safeParse(keptDraft(registrationDraftOf(person))).data;
