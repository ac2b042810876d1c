import type { Locale } from '#libs/contracts/primitives';

/** One part of the catalogue: the same keys in every language, or it does not compile. `{name}` is filled in. */
export type Texts<Key extends string> = Readonly<Record<Locale, Readonly<Record<Key, string>>>>;
export type Values = Readonly<Record<string, string | number>>;

export function texts<const English extends Readonly<Record<string, string>>>(en: English, de: Readonly<Record<keyof English, string>>): Texts<keyof English & string> {
  return { en, de };
}

export function fill(text: string, values: Values = {}): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}
