import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { registerBody } from '#libs/contracts/http/deals';

type Body = z.input<typeof registerBody>;

/** A body that is accepted, about a customer whom nobody has heard of; `parts` replace single fields. */
export function aRegistration({ account, ...parts }: Partial<Omit<Body, 'account'>> & { account?: Partial<Body['account']> } = {}): Body {
  const unique = randomBytes(5).toString('hex');
  return {
    account: { name: `Customer ${unique}`, website: `https://www.c${unique}.example`, country: 'US', ...account },
    productFamilies: ['cloud-scanner'],
    estimatedValue: { amount: '4200000.00', currency: 'USD' },
    contract: 'annual',
    termMonths: 36,
    expectedCloseOn: '2027-03-31',
    ...parts,
  };
}
