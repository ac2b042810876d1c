import { websiteDomain } from '#libs/matching/company-domain';
import { isCountry } from '#libs/matching/places';
import type { FieldError } from './problem.ts';

/** What is wrong with a website that names a company: an IP address or a bare public suffix is nobody's. */
export function websiteErrors(pointer: string, website: string | undefined): FieldError[] {
  if (website === undefined || websiteDomain(website) !== undefined) return [];
  return [{ pointer, detail: 'must have a domain of its own, such as "https://example.com"; no IP address and no bare suffix such as "co.uk"' }];
}

/** Whether ISO 3166-1 has assigned the code. */
export function countryErrors(pointer: string, country: string): FieldError[] {
  return isCountry(country) ? [] : [{ pointer, detail: 'is not a country of ISO 3166-1' }];
}
