import { legalForms } from './legal-forms.ts';

// Letters that Unicode does not decompose but people swap freely.
const folded: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', þ: 'th' };
const foldable = new RegExp(`[${Object.keys(folded).join('')}]`, 'g');
const ascii = /^[\x20-\x7e]*$/;
const article = 'the';
const connectors = new Set(['and', 'und', 'et']);

/**
 * The words of a company's name that tell it apart: compatibility forms, case, accents, punctuation, legal forms at the end (or before the
 * name), connectors and a leading article are taken away; the order of words stays, because "Security First" is not "First Security".
 * Never empty for a name that has any character but spaces.
 *
 * @example nameWords('The Müller & Söhne GmbH & Co. KG') // ['muller', 'sohne']
 */
export function nameWords(name: string): string[] {
  const words = joinInitials(
    plain(name)
      // "S.A." and "O'Reilly" are one word each; any other sign parts words.
      .replace(/[.'’`´]/g, '')
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== ''),
  );
  if (words.length === 0) return [name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()];
  return withoutForms(words);
}

/** In lower case, without compatibility forms and accents; most names have none of them and need nothing else. */
function plain(name: string): string {
  if (ascii.test(name)) return name.toLowerCase();
  return (
    name
      .normalize('NFKD')
      // Latin, Greek and Cyrillic accents only: in Indic scripts such marks are vowels.
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(foldable, (letter) => folded[letter] ?? letter)
  );
}

/** The name as a match key: the words without spaces, so that "Cyber Tech" and "CyberTech" are one. */
export function nameKey(name: string): string {
  return nameWords(name).join('');
}

/** "s a s" is how some write "sas". */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let previousWasInitial = false;
  for (const word of words) {
    const initial = word.length === 1;
    if (initial && previousWasInitial) joined.push(`${joined.pop() ?? ''}${word}`);
    else joined.push(word);
    previousWasInitial = initial;
  }
  return joined;
}

function withoutForms(words: readonly string[]): string[] {
  const rest = words.filter((word) => !connectors.has(word));
  // Before the forms: of "The Company" the company has to remain, or all such names would be "the".
  if (rest.length > 1 && rest[0] === article) rest.shift();
  for (let length = formLength(rest); length > 0; length = formLength(rest)) rest.splice(-length);
  while (rest.slice(1).some((word) => word !== article) && (rest[0] === article || legalForms.has(rest[0] ?? ''))) rest.shift();
  return rest.length > 0 ? rest : [...words];
}

/** How many words at the end are one legal form ("sp z oo", "de cv"), leaving at least one. */
function formLength(words: readonly string[]): number {
  return [3, 2, 1].find((length) => words.length > length && legalForms.has(words.slice(-length).join(''))) ?? 0;
}
