import { useQuery } from '@tanstack/react-query';
import { companyQuery, programmeQuery } from '../api/queries.ts';
import { useSessionIfAny } from '../api/session.ts';
import { useLanguage } from '../texts/language.ts';

/**
 * Whether what is for a tier opens to who is signed in; undefined while that is not known yet. What cannot be found out counts as open: the server
 * says no where it is not.
 */
export function useOpens(): (tier: string) => boolean | undefined {
  const { data: session, isError: isNobody } = useSessionIfAny();
  const { data: company, isError: isUnknown } = useQuery({ ...companyQuery, enabled: session !== undefined && session.partner !== null });
  const { data: programme } = useQuery(programmeQuery(useLanguage()));
  return (wanted) => {
    if (session?.partner === null || isNobody || isUnknown) return true;
    if (company === undefined || programme === undefined) return undefined;
    const rankOf = (code: string) => programme.tiers.find((tier) => tier.code === code)?.rank;
    return company.status === 'active' && (rankOf(company.tier) ?? 0) >= (rankOf(wanted) ?? Infinity);
  };
}
