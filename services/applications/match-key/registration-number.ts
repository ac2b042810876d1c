/**
 * A registration or VAT number as a match key: letters and digits in upper case without the country's own prefix (`DE 123 456 789` in DE
 * is `123456789`). undefined where people typed something that is no number ("n/a", "pending", "0000").
 */
export function registrationKey(number: string, country: string): string | undefined {
  const plain = number.normalize('NFKC').toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
  const prefixes = [country, vatPrefix[country]].filter((prefix) => prefix !== undefined);
  const prefix = prefixes.find((candidate) => plain.startsWith(candidate) && /^\d/.test(plain.slice(candidate.length)));
  const key = prefix === undefined ? plain : plain.slice(prefix.length);
  const telling = /\d/.test(key) && key.length >= 4 && new Set(key).size > 1;
  return telling ? key : undefined;
}

/** Where VAT numbers start with something else than the ISO code. */
const vatPrefix: Readonly<Record<string, string>> = { GR: 'EL', CH: 'CHE', AT: 'ATU' };
