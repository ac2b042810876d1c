import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { SaidOfField } from '#libs/contracts/field-sentences';
import type { ApplyBody } from '#libs/contracts/http/applications';
import type { FieldError } from '#libs/service/problem';
import type { Codes } from '../catalogue/catalogue.service.ts';
import { isTerritory } from '#libs/matching/places';
import { registrableDomain } from '#libs/matching/company-domain';
import { countryErrors, websiteErrors } from '#libs/service/company.checks';
import type { ProgrammeSnapshot } from '../programme/programme.snapshot.ts';
import { moneyErrors } from '#libs/service/money.checks';

/** What a schema cannot know: whether countries, numbers, codes and domains exist. One error per field, with its pointer. */
export function applyErrors(body: ApplyBody, codes: Codes, programme: ProgrammeSnapshot): FieldError[] {
  const { company, contact, experience, clients, goals } = body;
  return [
    ...websiteErrors('/company/website', company.website),
    ...countryErrors('/company/country', company.country),
    ...moneyErrors('/company/annualRevenue', company.annualRevenue),
    ...contactErrors(contact),
    ...each('/experience/certifications', experience.certifications, (code) => codes.certification.has(code), 'is not a certification of the catalogue'),
    ...each('/experience/capabilities', experience.capabilities, (code) => codes.capability.has(code), 'is not a capability of the catalogue'),
    ...each('/clients/types', clients.types, (code) => codes.client_type.has(code), 'is not a client type of the catalogue'),
    ...each('/clients/industries', clients.industries, (code) => codes.industry.has(code.slice(0, 3)), 'is not a NAICS 2022 code'),
    ...each('/clients/territories', clients.territories, isTerritory, 'is neither a country of ISO 3166-1 nor a subdivision of ISO 3166-2'),
    ...unless(programme.has(goals.tier), '/goals/tier', 'is not a tier of the programme'),
    ...moneyErrors('/goals/annualCommitment', goals.annualCommitment),
  ];
}

export function contactErrors({ email, phone }: { email: string; phone?: string | undefined }): FieldError[] {
  return [
    ...unless(registrableDomain(email.slice(email.lastIndexOf('@') + 1)) !== undefined, '/contact/email', 'must be at a domain that can receive mail'),
    ...unless(phone === undefined || isPhone(phone), '/contact/phone', 'is not a telephone number that exists in its country'),
  ];
}

/** The schema has seen to it that there is nothing to extract. */
function isPhone(text: string): boolean {
  return parsePhoneNumberFromString(text, { extract: false })?.isValid() === true;
}

function each(pointer: string, values: readonly string[], known: (value: string) => boolean, detail: SaidOfField): FieldError[] {
  return values.flatMap((value, index) => unless(known(value), `${pointer}/${index}`, detail));
}

function unless(fine: boolean, pointer: string, detail: SaidOfField): FieldError[] {
  return fine ? [] : [{ pointer, detail }];
}
