import { Link } from 'react-router';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { rulesTexts } from '../texts/rules.texts.ts';

export function ProgrammeNav({ at }: { at: 'rules' | 'resources' }) {
  const say = useTexts(rulesTexts);
  return (
    <nav className="views" aria-label={say('parts')}>
      <Link className="btn btn-quiet" to={pages.programmeRules} aria-current={at === 'rules' ? 'page' : undefined}>{say('rules')}</Link>
      <Link className="btn btn-quiet" to={pages.programmeResources} aria-current={at === 'resources' ? 'page' : undefined}>{say('resources')}</Link>
    </nav>
  );
}
