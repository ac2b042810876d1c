import { texts } from './texts.ts';

/** The frame of who is signed in. */
export const workplaceTexts = texts(
  {
    home: 'Home',
    joinRequests: 'Requests to join',
    signOut: 'Sign out',
  },
  {
    home: 'Start',
    joinRequests: 'Beitrittsanfragen',
    signOut: 'Abmelden',
  },
);
