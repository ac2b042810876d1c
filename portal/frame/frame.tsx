import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useTexts } from '../texts/language.ts';
import { frameTexts } from '../texts/frame.texts.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { Loading } from './loading.tsx';
import './frame.scss';

/** What is shown, also when another frame takes over: signing in leads from the visitors' to one's own. */
let shown: string | undefined;

interface Props {
  readonly header?: ReactNode;
  readonly children?: ReactNode;
}

/** Header, content, footer. On navigation the focus goes to the content, as it would with a page of its own. */
export function Frame({ header = <Header />, children = <Outlet /> }: Props) {
  const say = useTexts(frameTexts);
  const { pathname } = useLocation();
  const content = useRef<HTMLElement>(null);
  useEffect(() => {
    if (shown !== undefined && shown !== pathname) content.current?.focus({ preventScroll: true });
    shown = pathname;
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#content">{say('skip')}</a>
      {header}
      <main id="content" tabIndex={-1} ref={content}>
        <Suspense fallback={<Loading />}>{children}</Suspense>
      </main>
      <Footer />
      <ScrollRestoration />
    </>
  );
}
