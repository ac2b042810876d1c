import { at } from './complaint.ts';

const partsOf = (pointer: string): string[] => pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoney = (value: unknown): boolean => isRecord(value) && 'amount' in value && 'currency' in value;
/** A text, a choice, or a list of codes that is one field; what has parts or rows is none. */
const isField = (value: unknown): boolean => value !== undefined && !isRecord(value) && !(Array.isArray(value) && value.some(isRecord));

/**
 * The field of a form that a service's pointer means, by what stands in its fields now: `/company/website` → `company.website`, a row's
 * `/benefits/2/text/en` → `benefits.2.text.en`; an item of a list of codes is the list's matter, money has its complaint at its amount.
 */
export function fieldAt(values: unknown, pointer: string): string | undefined {
  const parts = partsOf(pointer);
  for (let length = parts.length; length > 0; length--) {
    const path = parts.slice(0, length);
    const name = path.join('.');
    if (isMoney(at(values, path))) return `${name}.amount`;
    if (path.at(-1) === 'currency' && isMoney(at(values, path.slice(0, -1)))) return name.replace(/currency$/, 'amount');
    if (isField(at(values, path)) && !Array.isArray(at(values, path.slice(0, -1)))) return name;
  }
  return undefined;
}

/** `/company/website` → `company.website`, whatever row of a list it is in. */
export const fieldOf = (pointer: string): string => partsOf(pointer).filter((part) => !/^\d+$/.test(part)).join('.');

/** Where something stands in what was sent, for something that no field shows: "benefits 3 · code". */
export const placeOf = (pointer: string): string => partsOf(pointer).join(' · ').replaceAll(/ · (\d+)/g, (_, index: string) => ` ${Number(index) + 1}`);
