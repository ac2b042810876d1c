import { NavLink } from 'react-router';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { profileTexts } from '../texts/profile.texts.ts';

/** Between the pages about oneself. */
export function AccountWays() {
  const say = useTexts(profileTexts);
  return (
    <nav className="account-ways" aria-label={say('ways')}>
      <NavLink to={pages.account} end>{say('overview')}</NavLink>
      <NavLink to={pages.profile}>{say('profile')}</NavLink>
      <NavLink to={pages.preferences}>{say('notifications')}</NavLink>
    </nav>
  );
}
