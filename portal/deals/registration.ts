import type { RegisterBody } from '#libs/contracts/http/deals';
import type { OneDeal } from './deal-queries.ts';

/** A registration as it stands in the fields: text where people type, under the names that the body has. */
export interface Registration {
  readonly account: { name: string; website: string; country: string };
  readonly productFamilies: string[];
  readonly estimatedValue: { amount: string; currency: string };
  readonly contract: RegisterBody['contract'];
  readonly termMonths: string;
  readonly expectedCloseOn: string;
  readonly contactName: string;
  readonly notes: string;
}

export const emptyRegistration: Registration = {
  account: { name: '', website: '', country: '' },
  productFamilies: [],
  estimatedValue: { amount: '', currency: 'USD' },
  contract: 'one_off',
  termMonths: '',
  expectedCloseOn: '',
  contactName: '',
  notes: '',
};

/** What was registered, to be completed. */
export function registrationOf({ account, productFamilies, estimatedValue, contract, termMonths, expectedCloseOn, contactName, notes }: OneDeal): Registration {
  return {
    account: { name: account.name, website: account.website ?? '', country: account.country },
    productFamilies: [...productFamilies],
    estimatedValue: { amount: estimatedValue.amount.replace(/\.0+$/, ''), currency: estimatedValue.currency },
    contract,
    termMonths: termMonths?.toString() ?? '',
    expectedCloseOn,
    contactName: contactName ?? '',
    notes: notes ?? '',
  };
}

/** What would be sent; may be incomplete, which the contract's schema finds. A term belongs to annual contracts alone. */
export function bodyOf({ account, termMonths, contactName, notes, ...rest }: Registration): object {
  return {
    ...rest,
    account: { ...account, website: optional(account.website) },
    termMonths: rest.contract === 'annual' ? months(termMonths) : undefined,
    contactName: optional(contactName),
    notes: optional(notes),
  };
}

const optional = (text: string): string | undefined => (text.trim() === '' ? undefined : text);
/** Text that is no number stays text, so that the schema says so. */
const months = (text: string): number | string | undefined => (/^\d+$/.test(text.trim()) ? Number(text) : optional(text));
