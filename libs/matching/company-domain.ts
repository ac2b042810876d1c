import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import providers from 'email-providers/all.json' with { type: 'json' };
import { sharedHosts } from './shared-hosts.ts';

/** Providers that the list lacks and that are common where our partners are. */
const morePrivateMail = ['fastmail.com', 'fastmail.fm', 'posteo.de', 'posteo.net', 'mailbox.org', 'tutanota.com', 'tutanota.de', 'tuta.com', 'tuta.io', 'pm.me'];
const freeMail: ReadonlySet<string> = new Set([...providers, ...morePrivateMail]);

/**
 * The registrable domain of a host, lower case and in ASCII, by the public suffix list: `www.acme.co.uk` → `acme.co.uk`.
 * Suffixes run by companies count (`acme.github.io` is Acme's, not GitHub's), but such a company may have its own domain (`github.io`).
 * undefined for IP addresses, bare public suffixes and single labels.
 */
export function registrableDomain(host: string): string | undefined {
  const ascii = domainToASCII(host.trim().replace(/\.$/, '').toLowerCase());
  if (ascii === '') return undefined;
  return parse(ascii, { allowPrivateDomains: true }).domain ?? parse(ascii).domain ?? undefined;
}

/** The registrable domain of a website as people type it, with or without scheme. */
export function websiteDomain(website: string): string | undefined {
  const address = /^https?:\/\//i.test(website) ? website : `https://${website}`;
  const hostname = URL.parse(address)?.hostname;
  return hostname === undefined ? undefined : registrableDomain(hostname);
}

/** The domain by which a website tells a company apart; undefined where everybody can have a page, be it LinkedIn or a mail provider's. */
export function ownWebsiteDomain(website: string): string | undefined {
  const domain = websiteDomain(website);
  return domain === undefined || sharedHosts.has(domain) || isFreeMail(domain) ? undefined : domain;
}

/** The registrable domain of an e-mail address; undefined for providers that give addresses to anybody. */
export function workMailDomain(email: string): string | undefined {
  const host = email.slice(email.lastIndexOf('@') + 1);
  const domain = registrableDomain(host);
  return domain === undefined || isFreeMail(host.toLowerCase()) || isFreeMail(domain) ? undefined : domain;
}

/** Whether everybody can have an address there, so that sharing it says nothing. */
function isFreeMail(domain: string): boolean {
  return freeMail.has(domain);
}
