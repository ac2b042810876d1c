import { Suspense, useEffect, useRef } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Loading } from './loading.tsx';
import './frame.scss';

/** Header, content, footer. On navigation the focus goes to the content, as it would with a page of its own. */
export function Frame() {
  const say = useTexts(frameTexts);
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#content">{say('skip')}</a>
      <Header />
      <main id="content" tabIndex={-1} ref={content}>
        <Suspense fallback={<Loading />}><Outlet /></Suspense>
      </main>
      <Footer />
      <ScrollRestoration />
    </>
  );
}
