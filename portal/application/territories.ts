import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLanguage } from '../texts/language.ts';

interface Territory {
  readonly code: string;
  readonly label: string;
}

const none: readonly Territory[] = [];

/** A list of 5,000: loaded when somebody is asked for territories, and nowhere else. */
async function listOfThem() {
  const { iso31662 } = await import('iso-3166');
  return iso31662;
}

/** Countries and, as soon as they have come, their states and regions (ISO 3166-2) by the names that they have there: "Bayern, Germany". */
export function useTerritories(countries: readonly Territory[] = none, isAsked = true): readonly Territory[] {
  const language = useLanguage();
  const { data: subdivisions } = useQuery({ queryKey: ['subdivisions'], queryFn: listOfThem, staleTime: Infinity, enabled: isAsked });
  return useMemo(() => {
    const regions = new Intl.DisplayNames(language, { type: 'region' });
    return [...countries, ...(subdivisions ?? []).map(({ code, name }) => ({ code, label: `${name}, ${regions.of(code.slice(0, 2)) ?? code}` }))];
  }, [countries, subdivisions, language]);
}
