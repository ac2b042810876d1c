import { useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import type { AnswerOf } from '../api/routes.ts';
import { Bell } from '../feed/bell.tsx';
import { BrandMark } from '../frame/brand-mark.tsx';
import { pages } from '../pages.ts';
import { frameTexts } from '../texts/frame.texts.ts';
import { useTexts } from '../texts/language.ts';
import { workplaceTexts } from '../texts/workplace.texts.ts';
import { homeOf } from './home-of.ts';
import { navigationOf } from './navigation.ts';
import { SignOut } from './sign-out.tsx';
import './workplace.scss';

/** So many ways stand beside the brand where there is room; more have a line of their own. */
const mostBeside = 5;

/** Where one can go here, what is new, and who one is; only the brand until that is known. */
export function WorkplaceHeader({ session }: { session: AnswerOf<'/api/session'> | undefined }) {
  const say = useTexts(frameTexts);
  return (
    <header className="top">
      <div className={session && navigationOf(session).length > mostBeside ? 'wide top-row own-row own-row-many' : 'wide top-row own-row'}>
        <Link className="brand" to={session ? homeOf(session) : pages.programme}>
          <BrandMark />
          <span>{say('brand')} <span className="brand-suffix">{say('brandSuffix')}</span></span>
        </Link>
        {session && <Ways session={session} />}
      </div>
    </header>
  );
}

function Ways({ session }: { session: AnswerOf<'/api/session'> }) {
  const say = useTexts(frameTexts);
  const sayOwn = useTexts(workplaceTexts);
  const { key } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  const open = openAt === key;
  const { user, partner } = session;
  return (
    <>
      <div className="own-tools">
        <Bell to={pages.account} />
        <button type="button" className="btn btn-quiet menu-button" aria-expanded={open} aria-controls="menu" onClick={() => setOpenAt(open ? undefined : key)}>{say('openMenu')}</button>
      </div>
      <div id="menu" className={open ? 'menu own-menu menu-open' : 'menu own-menu'}>
        <nav className="own-ways" aria-label={say('menu')}>{navigationOf(session).map(({ text, to, end = false }) => <NavLink key={to} to={to} end={end}>{sayOwn(text)}</NavLink>)}</nav>
        <div className="own-who">
          <NavLink className="own-person" to={pages.account} end>
            <span className="own-name">{user.name}</span>
            <span className="own-company muted small">{partner?.company ?? say('brand')}</span>
          </NavLink>
          <SignOut />
        </div>
      </div>
    </>
  );
}
