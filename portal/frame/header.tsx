import { useState } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { useSessionIfAny, useSignedInHint } from '../api/session.ts';
import { pages } from '../pages.ts';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';
import { homeOf } from '../workplace/home-of.ts';
import { BrandMark } from './brand-mark.tsx';

export function Header() {
  const say = useTexts(frameTexts);
  const signedIn = useSignedInHint();
  const { data: session } = useSessionIfAny();
  const { key } = useLocation();
  // Open where it was opened: going to another page closes it.
  const [openAt, setOpenAt] = useState<string>();
  const open = openAt === key;
  return (
    <header className="top">
      <div className="wide top-row">
        <Link className="brand" to={pages.programme}>
          <BrandMark />
          <span>{say('brand')} <span className="brand-suffix">{say('brandSuffix')}</span></span>
        </Link>
        <button type="button" className="btn btn-quiet menu-button" aria-expanded={open} aria-controls="menu" onClick={() => setOpenAt(open ? undefined : key)}>{say('openMenu')}</button>
        <nav id="menu" aria-label={say('menu')} className={open ? 'menu menu-open' : 'menu'}>
          {signedIn && session && <NavLink to={homeOf(session)}>{say('home')}</NavLink>}
          <NavLink to={pages.programme} end>{say('programme')}</NavLink>
          <NavLink to={pages.applicationStatus}>{say('status')}</NavLink>
          <a href={pages.reference}>{say('api')}</a>
          {signedIn ? <NavLink to={pages.account}>{say('account')}</NavLink> : <NavLink to={pages.signIn}>{say('signIn')}</NavLink>}
          {!signedIn && <Link className="btn btn-primary" to={pages.apply}>{say('apply')}</Link>}
        </nav>
      </div>
    </header>
  );
}
