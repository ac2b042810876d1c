import type { RegisterBody } from '#libs/contracts/http/deals';
import { countryErrors, websiteErrors } from '#libs/service/company.checks';
import { moneyErrors } from '#libs/service/money.checks';
import type { FieldError } from '#libs/service/problem';
import { dayMs } from './protection.ts';

/** What a schema cannot know: whether countries, domains, currencies, product families and days make sense now. One error per field, with its pointer. */
export function registrationErrors(body: RegisterBody, productFamilies: ReadonlySet<string>, now: Date): FieldError[] {
  const { account, contract, termMonths, estimatedValue, expectedCloseOn } = body;
  return [
    ...websiteErrors('/account/website', account.website),
    ...countryErrors('/account/country', account.country),
    ...body.productFamilies.flatMap((family, index, all) => familyErrors(`/productFamilies/${index}`, family, productFamilies, all.indexOf(family) < index)),
    ...moneyErrors('/estimatedValue', estimatedValue),
    ...termErrors(contract, termMonths),
    ...closeErrors(expectedCloseOn, now),
  ];
}

function termErrors(contract: RegisterBody['contract'], termMonths: number | undefined): FieldError[] {
  return contract === 'one_off' && termMonths !== undefined ? [{ pointer: '/termMonths', detail: 'belongs to annual contracts' }] : [];
}

function familyErrors(pointer: string, family: string, known: ReadonlySet<string>, repeated: boolean): FieldError[] {
  if (!known.has(family)) return [{ pointer, detail: 'is not a product family of the catalogue' }];
  return repeated ? [{ pointer, detail: 'is named twice' }] : [];
}

/** From yesterday on, since it is yesterday somewhere; at most ten years ahead. */
function closeErrors(day: string, now: Date): FieldError[] {
  const pointer = '/expectedCloseOn';
  const daysAhead = Date.parse(day) / dayMs - Math.floor(now.getTime() / dayMs);
  if (daysAhead < -1) return [{ pointer, detail: 'is in the past' }];
  return daysAhead > 3_653 ? [{ pointer, detail: 'is more than ten years ahead' }] : [];
}

/** The day so many days after a moment, in UTC. */
export function isoDay(at: Date, days = 0): string {
  return new Date(at.getTime() + days * dayMs).toISOString().slice(0, 10);
}

/**
 * What is wrong with the day on which a deal is said to be won or lost; ten years ago nobody had registered it. It may be
 * tomorrow, which it is already where the customer is; the books wait for that day, whose rate counts.
 */
export function oddClosingDay(day: string, now: Date): 'is in the future' | 'is more than ten years ago' | undefined {
  if (day > isoDay(now, 1)) return 'is in the future';
  return day < isoDay(now, -3_653) ? 'is more than ten years ago' : undefined;
}
