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
    deals: 'Deals',
    exceptions: 'Contradictions',
    parkedEvents: 'Held events',
  },
  {
    home: 'Start',
    deals: 'Abschlüsse',
    commission: 'Provision',
    joinRequests: 'Beitrittsanfragen',
    signOut: 'Abmelden',
    applications: 'Bewerbungen',
    deals: 'Deals',
    exceptions: 'Widersprüche',
    parkedEvents: 'Angehalten',
  },
);
