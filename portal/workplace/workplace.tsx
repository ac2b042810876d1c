import { Outlet } from 'react-router';
import { useSession } from '../api/session.ts';
import { LiveFeed, useLiveFeed } from '../feed/live-feed.ts';
import { Frame } from '../frame/frame.tsx';
import { Header } from '../frame/header.tsx';
import { SignedIn } from '../sign-in/signed-in.tsx';
import { SessionEnd } from './session-end.tsx';
import { WorkplaceHeader } from './workplace-header.tsx';

/** The frame of who is signed in; pages in it read the session with `useSession` or `SignedIn`, which know it already. */
export function Workplace() {
  const { data: session, error } = useSession();
  const live = useLiveFeed(session?.user.id);
  return (
    <LiveFeed value={live}>
      <Frame header={error && !session ? <Header /> : <><WorkplaceHeader session={session} />{session && <SessionEnd session={session} />}</>}>
        {/* Nobody finds what somebody else has typed. */}
        <SignedIn>{({ user }) => <Outlet key={user.id} />}</SignedIn>
      </Frame>
    </LiveFeed>
  );
}
