import { texts } from './texts.ts';

/** The frame of who is signed in. */
export const workplaceTexts = texts(
  {
    home: 'Home',
    deals: 'Deals',
    commission: 'Commission',
    joinRequests: 'Requests to join',
    signOut: 'Sign out',
    applications: 'Applications',
    parkedEvents: 'Held events',
    partners: 'Partners',
    programme: 'Programme',
    team: 'Team',
    people: 'People',
    audit: 'Audit',
    resources: 'Resources',
  },
  {
    home: 'Start',
    deals: 'Deals',
    commission: 'Provision',
    joinRequests: 'Beitrittsanfragen',
    signOut: 'Abmelden',
    applications: 'Bewerbungen',
    parkedEvents: 'Angehalten',
    partners: 'Partner',
    programme: 'Programm',
    team: 'Team',
    people: 'Personen',
    audit: 'Protokoll',
    resources: 'Materialien',
  },
);
