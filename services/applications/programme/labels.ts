import type { Locale } from '#libs/contracts/primitives';

/** One text in every language that the system speaks. */
export type Labels = Readonly<Record<Locale, string>>;
