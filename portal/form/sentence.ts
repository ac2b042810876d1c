import { fieldSentences, type FieldSentence } from '#libs/contracts/field-sentences';
import type { Values } from '../texts/texts.ts';

export interface FoundSentence {
  readonly sentence: FieldSentence;
  /** What the service has filled in, by name. */
  readonly values: Readonly<Record<string, string>>;
}

const placeholder = /\\\{(\w+)\\\}/g;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
// Those that nothing is filled into first: one that is, such as "must be {currency}, as …", might read them as its own.
const known = fieldSentences
  .map((sentence) => ({ sentence, pattern: new RegExp(`^${escaped(sentence).replaceAll(placeholder, '(?<$1>.+)')}$`, 's') }))
  .toSorted((a, b) => Number(a.sentence.includes('{')) - Number(b.sentence.includes('{')));

/** Which sentence a service has said of a field, and with what in it; undefined where it is a schema's own. */
export function findSentence(said: string): FoundSentence | undefined {
  for (const { sentence, pattern } of known) {
    const match = pattern.exec(said);
    if (match) return { sentence, values: { ...match.groups } };
  }
  return undefined;
}

/** How what was filled in is shown: a day and an amount as everywhere, other words as they are. */
export function shown(values: FoundSentence['values'], { day, money, size }: { day: (text: string) => string; money: (amount: string, currency: string) => string; size: (bytes: number) => string }): Values {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => {
    const [amount = '', currency = ''] = text.split(' ');
    return [name, name === 'day' ? day(text) : name === 'amount' ? money(amount, currency) : name === 'bytes' ? size(Number(text)) : text];
  }));
}
