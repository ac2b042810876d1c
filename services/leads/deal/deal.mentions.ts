import type { deals } from '#libs/contracts/events/deals';
import type { DataIn } from '#libs/contracts/topic';
import type { Closing, Deal } from './deal.entity.ts';

/** What every event says of its deal. */
export type Named = Pick<DataIn<typeof deals, 'deal.withdrawn.v1'>, 'reference' | 'partnerId' | 'companyName' | 'account' | 'productFamilies' | 'source' | 'sellerId'>;

export function named({ reference, partnerId, accountId, accountName, country, productFamilies, sourceKind, sellerId }: Deal, companyName: string): Named {
  return { reference, partnerId, companyName, account: { id: accountId, name: accountName, country }, productFamilies, source: { kind: sourceKind }, sellerId };
}

/** What was registered. */
export function termsOf({ estimatedValue, contract, termMonths, expectedCloseOn }: Deal) {
  return { estimatedValue: estimatedValue.toMoney().toJSON(), contract, ...(termMonths === null ? {} : { termMonths }), expectedCloseOn };
}

/** What was signed. */
export function closingOf({ amount, contract, termMonths, closedOn }: Closing) {
  return { amount: amount.toJSON(), contract, ...(termMonths === null ? {} : { termMonths }), closedOn };
}

/** Two reports of one win that say the same. */
export function sameClosing(one: Closing, other: Closing): boolean {
  return one.amount.equals(other.amount) && one.contract === other.contract && one.termMonths === other.termMonths && one.closedOn === other.closedOn;
}

