import { Link } from 'react-router';
import type { Me } from '../partners/people.ts';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';

const parts = [
  { text: 'rules', to: pages.programmeRules }, { text: 'tiers', to: pages.programmeTiers, needs: 'programme:read' }, { text: 'stories', to: pages.programmeStories, needs: 'programme:read' },
  { text: 'settings', to: pages.programmeSettings, needs: 'programme:read' }, { text: 'resources', to: pages.programmeResources, needs: 'programme:read' }, { text: 'accounts', to: pages.reservedAccounts, needs: 'deals:decide' },
] as const;

/** The parts of the programme that one may see. */
export function ProgrammeNav({ at, me }: { at: (typeof parts)[number]['text']; me: Me }) {
  const say = useTexts(rulesTexts);
  const seen = parts.filter((part) => !('needs' in part) || me.permissions.includes(part.needs));
  return <nav className="views" aria-label={say('parts')}>{seen.map(({ text, to }) => <Link key={to} className="btn btn-quiet" to={to} aria-current={at === text ? 'page' : undefined}>{say(text)}</Link>)}</nav>;
}
