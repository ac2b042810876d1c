import { useQuery } from '@tanstack/react-query';
import { catalogueQuery } from '../api/queries.ts';
import { useLanguage } from '../texts/language.ts';

interface Labels {
  readonly families: (codes: readonly string[]) => string;
  readonly country: (code: string) => string;
}

/** Codes in the reader's words; a code that the catalogue no longer has stands for itself. */
export function useLabels(): Labels {
  const { data } = useQuery(catalogueQuery(useLanguage()));
  const labelIn = (coded: readonly { code: string; label: string }[] | undefined, code: string) => coded?.find((it) => it.code === code)?.label ?? code;
  return { families: (codes) => codes.map((code) => labelIn(data?.productFamilies, code)).join(', '), country: (code) => labelIn(data?.countries, code) };
}
