import type { Application } from './application.entity.ts';

/** How events name an application. */
export function named({ reference, legalName }: Application) {
  return { reference, companyName: legalName };
}

/** Whom mails about it go to. */
export function applicantOf({ contact, locale }: Application) {
  return { name: contact.name, email: contact.email, locale };
}
