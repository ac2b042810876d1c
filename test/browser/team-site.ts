import type { Stub } from '../../services/gateway/testing/stub-upstream.ts';
import { siteForTests } from './site.ts';
import { speakToTheTeam } from './stub-team.ts';
import { tellOfTheWork } from './stub-team-work.ts';

/** Whoever visits it is one of the team, with all of the work before them. */
export const siteOfTheTeam = (more: (stub: Stub) => void = () => undefined) =>
  siteForTests((stub) => {
    speakToTheTeam(stub);
    tellOfTheWork(stub);
    more(stub);
  });
