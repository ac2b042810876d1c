import type { AnswerOf } from '../api/routes.ts';
import { useTexts } from '../texts/language.ts';
import { partnerTexts } from '../texts/partners.texts.ts';
import { useTeam, type Me, type TeamMember } from '../workplace/team-names.ts';

export type { Me };
export type Person = AnswerOf<'/api/users'>['items'][number];

/** Addresses and standing of people are for those who look after accounts. */
export const seesPeople = (me: Me): boolean => me.permissions.includes('users:read');

/** Who looks after partners, also who no longer does. */
export function useManagers(me: Me): { readonly able: readonly TeamMember[]; readonly nameOf: (id: string | null) => string } {
  const say = useTexts(partnerTexts);
  const { people, nameOf } = useTeam();
  return {
    able: people.filter(({ active, roles }) => active && roles.includes('partner_manager')),
    nameOf: (id) => (id === null ? say('nobody') : id === me.id ? say('you') : (nameOf(id) ?? say('colleague'))),
  };
}
